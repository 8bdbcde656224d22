/** Blocks of cells: a selected range, what it gives to the clipboard, and what is pasted into it. */
import { cellTexts, isFixed, type Column } from './columns';
import { type CellValue, type Edit, type Row } from './rows';

export interface Place {
  row: number;
  /** index among the columns */
  column: number;
}

export interface Range {
  top: number;
  bottom: number;
  left: number;
  right: number;
}

export function rangeOf(a: Place, b: Place): Range {
  return {
    top: Math.min(a.row, b.row),
    bottom: Math.max(a.row, b.row),
    left: Math.min(a.column, b.column),
    right: Math.max(a.column, b.column),
  };
}

export function isSingle(range: Range): boolean {
  return range.top === range.bottom && range.left === range.right;
}

/** Reads what Excel and WPS put on the clipboard: tabs, line ends, quoted cells with line breaks. */
export function readBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] ?? '';
    if (quoted) {
      if (mark !== '"') cell += mark;
      else if (text[at + 1] === '"') {
        cell += '"';
        at += 1;
      } else quoted = false;
    } else if (mark === '"' && cell === '') quoted = true;
    else if (mark === '\t') endCell();
    else if (mark === '\n') {
      endCell();
      rows.push([]);
    } else if (mark !== '\r') cell += mark;
  }
  endCell();
  const last = rows.at(-1);
  if (rows.length > 1 && last?.length === 1 && last[0] === '') rows.pop();
  return rows;
}

export function isBlock(text: string): boolean {
  return /[\t\n]/.test(text.replace(/\r?\n$/, ''));
}

export function writeBlock(rows: readonly Row[], columns: readonly Column[], range: Range): string {
  return rows
    .slice(range.top, range.bottom + 1)
    .map((row) =>
      columns
        .slice(range.left, range.right + 1)
        .map((column) => quote(cellTexts[column.editor].raw(row.values[column.name], column)))
        .join('\t'),
    )
    .join('\n');
}

function quote(text: string): string {
  return /[\t\n"]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/**
 * The values of each line that a pasted block touches. What belonged to a record that is replaced is
 * emptied, to be filled from the new one.
 */
export function pastedLines(
  block: readonly (readonly string[])[],
  targets: readonly (Column | null)[],
): Record<string, CellValue>[] {
  return block.map((cells) => {
    const values: Record<string, CellValue> = {};
    cells.forEach((text, at) => {
      const column = targets[at];
      if (!column || column.readonly) return;
      for (const name of column.carries ?? []) values[name] ??= null;
      values[column.name] = cellTexts[column.editor].read(text, column);
    });
    return values;
  });
}

/** What of a block goes nowhere: the first text of each such column. */
export function leftOut(
  block: readonly (readonly string[])[],
  targets: readonly (Column | null)[],
): string[] {
  return targets.flatMap((column, at) => {
    if (column && !column.readonly) return [];
    const text = block.map((cells) => cells[at]?.trim()).find(Boolean);
    return text ? [text] : [];
  });
}

/** Ctrl+D: the first line of the range goes down; a single cell takes what is above it. */
export function fillDown(rows: readonly Row[], columns: readonly Column[], range: Range): Edit[] {
  const source = range.top === range.bottom ? range.top - 1 : range.top;
  const from = rows[source];
  if (!from) return [];
  const edits: Edit[] = [];
  for (let index = source + 1; index <= range.bottom; index += 1) {
    const row = rows[index];
    if (row) edits.push({ key: row.key, values: copied(from, open(columns, row), range) });
  }
  return edits;
}

/** Cells that follow from another line are passed over, as those that nobody writes are. */
function open(columns: readonly Column[], row: Row): Column[] {
  return columns.map((column) =>
    isFixed(column, row.values) ? { ...column, readonly: true } : column,
  );
}

function copied(from: Row, columns: readonly Column[], range: Range): Record<string, CellValue> {
  const values: Record<string, CellValue> = {};
  for (const column of columns.slice(range.left, range.right + 1)) {
    if (column.readonly) continue;
    for (const name of [column.name, ...(column.carries ?? [])]) {
      values[name] = from.values[name] ?? null;
    }
  }
  return values;
}

export function clearRange(rows: readonly Row[], columns: readonly Column[], range: Range): Edit[] {
  return rows.slice(range.top, range.bottom + 1).map((row) => {
    const values: Record<string, CellValue> = {};
    for (const column of open(columns, row).slice(range.left, range.right + 1)) {
      if (!column.readonly) values[column.name] = column.editor === 'check' ? false : null;
    }
    return { key: row.key, values };
  });
}
