/** Variants laid out as a sheet: rows are the first attribute, columns the second. Pure. */
import type { RecordData } from '../form';
import { valuesOf, type Axis, type Style } from './style';

export interface Sheet {
  rows: Axis;
  /** a style of one attribute has a single column without a name */
  columns: Axis;
  /** what is chosen above the sheet, where there is a third attribute */
  above: Axis | null;
  at(row: string, column: string, above: string): RecordData | undefined;
}

export interface Place {
  row: number;
  column: number;
}

const ONE: Axis = { name: '', values: [''] };

function keyOf(values: readonly string[]): string {
  return JSON.stringify(values);
}

/** Only values that some of the `variants` have. */
export function sheetOf(style: Style, variants: readonly RecordData[]): Sheet {
  const { axes } = style;
  const all = variants.map((variant) => valuesOf(variant, axes));
  const byValues = new Map(variants.map((variant, index) => [keyOf(all[index] ?? []), variant]));
  const used = axes.map((axis, index) => {
    const there = new Set(all.map((values) => values[index]));
    return { name: axis.name, values: axis.values.filter((value) => there.has(value)) };
  });
  const [rows = ONE, columns = ONE, above = null] = used;
  return {
    rows,
    columns,
    above,
    at: (row, column, chosen) => byValues.get(keyOf([row, column, chosen].slice(0, axes.length))),
  };
}

const STEPS: Record<string, Place> = {
  ArrowUp: { row: -1, column: 0 },
  ArrowDown: { row: 1, column: 0 },
  ArrowLeft: { row: 0, column: -1 },
  ArrowRight: { row: 0, column: 1 },
};

export interface Size {
  rows: number;
  columns: number;
}

/**
 * Where a key leads from `from`; null when it stays with the cell. Enter goes down, and from the
 * bottom to the top of the next column. `open` says which cells can be typed in.
 */
export function following(
  key: string,
  from: Place,
  size: Size,
  open: (place: Place) => boolean,
): Place | null {
  const step = STEPS[key];
  let { row, column } = from;
  for (let tries = size.rows * size.columns; tries > 0; tries -= 1) {
    if (step) {
      row += step.row;
      column += step.column;
    } else if (key === 'Enter') {
      row += 1;
      if (row >= size.rows) {
        row = 0;
        column += 1;
      }
    } else return null;
    if (row < 0 || column < 0 || row >= size.rows || column >= size.columns) return null;
    if (open({ row, column })) return { row, column };
  }
  return null;
}
