/** How wide columns must be for what is never cut: their headings and their sums. Pure. */
import type { CSSProperties } from 'react';

import type { Column } from './columns';
import type { CellValue, Row } from './rows';

const PADDING = 14;
const FIGURE = 8;
/** A heading this short stands in one line: four characters, 折扣%, Tax %. */
const SHORT = 54;

/** In pixels of the heading's 12 px letters. */
export function letters(text: string): number {
  return [...text].reduce((sum, letter) => sum + widthOf(letter), 0);
}

/** Letters of 13 px that stand out, against those that `letters` reckons with. */
const BOLD = 1.3;
/** Letters that are wider than others by so much. */
const BROAD = /[MWmw]/g;
const BROADER = 4;

/** Of a column of a table: the longest word of its heading is never cut, a short one never broken. */
export function headed(label: string): number {
  const words = letters(label) <= SHORT ? [label] : label.split(/\s+/);
  const whole = words.filter((word) => word === label || !/[\u2e80-\uffff]/.test(word));
  const room = (word: string) => letters(word) * BOLD + (word.match(BROAD)?.length ?? 0) * BROADER;
  return Math.ceil(Math.max(0, ...whole.map(room))) + 22;
}

function widthOf(letter: string): number {
  if (letter > '\u2e7f') return 12;
  return letter === '%' ? 11.5 : 6.6;
}

/** A longer heading has two lines; a word is never broken, Chinese may be anywhere. */
function heading({ label, required, readonly }: Column): number {
  const star = required && !readonly ? 8 : 0;
  if (letters(label) <= SHORT) return Math.ceil(letters(label) + star) + PADDING;
  const words = label.split(/\s+/);
  const longest = Math.max(
    ...words.map((word) => letters(/[\u2e80-\uffff]/.test(word) ? '' : word)),
  );
  // Of five letters the first line has three.
  const halved = letters(label) / 2 + (words.length > 1 ? 12 : 6.5);
  return Math.ceil(Math.max(longest, Math.min(halved, letters(label))) + star) + PADDING;
}

/** How many characters the longest figure has, column by column; 0 where figures may be cut. */
export function longestOf(rows: readonly Row[], columns: readonly Column[]): readonly number[] {
  return columns.map(({ name, whole, digits = 0 }) => {
    if (whole === undefined) return 0;
    return rows.reduce((most, { values }) => Math.max(most, charactersOf(values[name], digits)), 0);
  });
}

/** With its thousands separators, without writing it. */
function charactersOf(value: CellValue, digits: number): number {
  if (typeof value !== 'string' || value === '') return 0;
  const point = value.indexOf('.');
  const before = point < 0 ? value.length : point;
  const after = Math.max(digits, point < 0 ? 0 : value.length - before - 1);
  return before + Math.floor((before - 1) / 3) + (after > 0 ? after + 1 : 0);
}

/** The same columns, the narrow ones of them wider. */
export function fitted(
  columns: readonly Column[],
  sums: Readonly<Record<string, string>> | undefined,
  longest: readonly number[] = [],
): readonly Column[] {
  return columns.map((column, index) => {
    const long = longest[index] ?? 0;
    const sum = (sums?.[column.name] ?? '').length * FIGURE + PADDING;
    const figure = long * FIGURE + PADDING + (column.whole ?? 0);
    const width = Math.max(
      column.width,
      heading(column),
      sums?.[column.name] ? sum : 0,
      long > 0 ? figure : 0,
    );
    return width === column.width ? column : { ...column, width };
  });
}

/** Of what a column of words has, before the whole grid is wider than its page. */
const ENOUGH = 0.82;

/** Letters of the widest of usual fonts, against those that `letters` reckons with. */
const WIDEST = 1.07;

/** Of a heading, in any of them: Remark and Warehouse have a broad letter. */
function broadest(label: string): number {
  const wide = Math.max(0, ...label.split(/\s+/).map((word) => letters(word) * WIDEST));
  return Math.ceil(wide) + (label.match(BROAD)?.length ?? 0) * BROADER + PADDING;
}

/** Words may be a little shorter where not all columns have room; a heading never, nor a figure. */
function floorOf(column: Column): number {
  const { editor, label, nameOnly, width } = column;
  if (nameOnly || (editor !== 'text' && editor !== 'lookup')) return width;
  const named = Math.max(heading(column), /[\u2e80-\uffff]/.test(label) ? 0 : broadest(label));
  return Math.min(width, Math.max(named, Math.ceil(width * ENOUGH)));
}

/**
 * Number of the line, the columns, the button at its end where lines may be removed. Told to all
 * lines by the style sheet: none is drawn again because a sum grew, or somebody drags an edge. `own`:
 * as wide as somebody made them.
 */
export function layout(
  columns: readonly Column[],
  sums: Readonly<Record<string, string>> | undefined,
  editable: boolean,
  own: Readonly<Record<string, number>> = {},
  longest: readonly number[] = [],
): CSSProperties {
  const wide = fitted(columns, sums, longest).map((column) => {
    const width = own[column.name];
    return width === undefined ? column : { ...column, width, grow: false };
  });
  const floors = wide.map((column) =>
    own[column.name] === undefined ? floorOf(column) : column.width,
  );
  const widths = wide.map(({ grow, width, share = 1 }, index) => {
    const floor = floors[index] ?? width;
    if (grow) return `minmax(${String(floor)}px, ${String(share)}fr)`;
    return floor < width ? `minmax(${String(floor)}px, ${String(width)}px)` : `${String(width)}px`;
  });
  const tools = editable ? '30px' : '0px';
  const rest = wide.some(({ grow }) => grow) ? tools : `minmax(${tools}, 1fr)`;
  const template = ['36px', ...widths, rest].join(' ');
  const least = floors.reduce((sum, floor) => sum + floor, 66);
  return { '--grid-columns': template, '--grid-width': `${String(least)}px` } as CSSProperties;
}
