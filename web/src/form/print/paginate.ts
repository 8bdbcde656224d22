/** Which rows stand on which page: heights in, pages out. Pure arithmetic, in pixels. */

export interface Block {
  /** of the table's head, repeated on every page */
  head: number;
  rows: readonly number[];
  /** of the line of sums under the last row; 0 without one */
  sums: number;
}

/** Rows `from` up to (not with) `to` of a block. */
export interface Part {
  block: number;
  from: number;
  to: number;
  sums: boolean;
}

export interface PageParts {
  parts: Part[];
  /** totals and signatures */
  foot: boolean;
}

/**
 * Fills pages of the height `room`. The sums stay with the last row, and the foot is never alone on
 * a page when a row can keep it company. A row higher than a page has one to itself. `first` is what
 * stands above the rows of the first page alone.
 */
export function paginate(
  room: number,
  blocks: readonly Block[],
  foot: number,
  first = 0,
): PageParts[] {
  const pages: PageParts[] = [{ parts: [], foot: false }];
  let left = room - first;
  let page = pages[0] as PageParts;
  const turn = () => {
    page = { parts: [], foot: false };
    pages.push(page);
    left = room;
  };
  blocks.forEach((block, index) => {
    let part: Part | null = null;
    block.rows.forEach((height, row) => {
      const last = row === block.rows.length - 1;
      const wanted = height + (last ? block.sums : 0);
      if (wanted + (part ? 0 : block.head) > left && page.parts.length > 0) {
        turn();
        part = null;
      }
      if (!part) {
        part = { block: index, from: row, to: row, sums: false };
        page.parts.push(part);
        left -= block.head;
      }
      part.to = row + 1;
      part.sums = last && block.sums > 0;
      left -= wanted;
    });
  });
  if (foot > left && page.parts.length > 0) {
    const lastPart = page.parts.at(-1);
    turn();
    if (lastPart && lastPart.to - lastPart.from > 1) {
      page.parts.push({ ...lastPart, from: lastPart.to - 1 });
      lastPart.to -= 1;
      lastPart.sums = false;
    }
  }
  page.foot = true;
  return pages;
}
