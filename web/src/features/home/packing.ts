/** How tiles fill the page: row by row in their order, and no row has a hole. Pure. */

/** Columns that the page has where there is most room. */
export const COLUMNS = 4;

/** The widths of one row, made wider from its end until it is full. */
function filled(row: readonly number[], columns: number): number[] {
  const wide = [...row];
  let left = columns - wide.reduce((sum, one) => sum + one, 0);
  for (let at = wide.length - 1; left > 0; at = at > 0 ? at - 1 : wide.length - 1) {
    wide[at] = (wide[at] ?? 0) + 1;
    left -= 1;
  }
  return wide;
}

/** How many columns each tile takes. */
export function spans(widths: readonly number[], columns: number): number[] {
  const rows: number[][] = [];
  let row: number[] = [];
  let used = 0;
  for (const wanted of widths) {
    const width = Math.min(wanted, columns);
    if (used + width > columns) {
      rows.push(row);
      row = [];
      used = 0;
    }
    row.push(width);
    used += width;
  }
  rows.push(row);
  return rows.flatMap((one) => (one.length > 0 ? filled(one, columns) : []));
}
