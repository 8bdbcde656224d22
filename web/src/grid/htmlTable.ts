/** Reads the table that Excel, WPS or a web page put on the clipboard as HTML. It is never shown. */

export interface Sheet {
  cells: string[][];
  /** rows that cannot be seen where it was copied: they were left out */
  hidden: number;
}

const BLANKS = /[^\S\n]+/g;

/** The first table in the text as people see it, or null when there is none. */
export function readHtml(html: string): Sheet | null {
  if (!/<table/i.test(html)) return null;
  const table = new DOMParser().parseFromString(html, 'text/html').querySelector('table');
  if (!table) return null;
  const unseen = unseenColumns(table);
  const cells: string[][] = [];
  let hidden = 0;
  let below: number[] = [];
  for (const row of table.rows) {
    const line: string[] = [];
    const reaching: number[] = [];
    const covered = () => {
      while ((below[line.length] ?? 0) > 0) {
        reaching[line.length] = (below[line.length] ?? 0) - 1;
        line.push('');
      }
    };
    for (const cell of row.cells) {
      covered();
      const text = isHidden(cell) ? '' : textOf(cell);
      for (let at = 0; at < Math.max(1, cell.colSpan); at += 1) {
        reaching[line.length] = Math.max(1, cell.rowSpan) - 1;
        line.push(at === 0 ? text : '');
      }
    }
    covered();
    below = reaching;
    if (isHidden(row)) hidden += 1;
    else cells.push(line.filter((_text, at) => !unseen.has(at)));
  }
  return { cells, hidden };
}

function isHidden(element: HTMLElement): boolean {
  return element.hidden || element.style.display === 'none';
}

function unseenColumns(table: HTMLTableElement): Set<number> {
  const unseen = new Set<number>();
  let at = 0;
  for (const column of table.querySelectorAll('col')) {
    for (let each = 0; each < Math.max(1, column.span); each += 1) {
      if (isHidden(column)) unseen.add(at);
      at += 1;
    }
  }
  return unseen;
}

/** Line ends of the source are blanks; those that the cell has are kept. */
function textOf(cell: HTMLTableCellElement): string {
  for (const end of cell.querySelectorAll('br')) end.replaceWith('\u2028');
  const text = (cell.textContent ?? '').replace(/\s*\n\s*/g, ' ').replaceAll('\u2028', '\n');
  return text.replaceAll('\u00a0', ' ').replace(BLANKS, ' ').trim();
}
