/** What a grid knows of a column: how its cells are typed, read and shown. */
import { decimal, plainNumber, showNumber, tidyNumber, withoutPercent } from '@/lib/decimal';
import { readDay, todayIn } from '@/lib/dates';
import type { ScanCells } from './finding';
import {
  isChosen,
  isEmpty,
  isUnresolved,
  type CellValue,
  type Chosen,
  type Row,
  type Unresolved,
  type Values,
} from './rows';

/** A record that a cell may take, and what comes with it into the other cells of the line. */
export interface Candidate {
  chosen: Chosen;
  /** the typed text is exactly its code or bar code */
  exact: boolean;
  /** small grey words after the name */
  hint: string;
  /** where its picture is */
  picture?: string;
  fill: Values;
}

export interface Lookup {
  search(typed: string, row: Row, signal: AbortSignal): Promise<Candidate[]>;
  /** many at once, for pasted blocks; null where nothing or no single record fits */
  resolve(typed: readonly string[], rows: readonly Row[]): Promise<(Candidate | null)[]>;
}

export type Editor = 'text' | 'number' | 'day' | 'check' | 'choice' | 'lookup';

export interface Column {
  name: string;
  label: string;
  /** what its figures mean, said at its head */
  help?: string;
  editor: Editor;
  readonly: boolean;
  required: boolean;
  /** nobody leaves it out */
  needed?: boolean;
  /** in pixels; `grow` takes what is left over */
  width: number;
  /** of what is left over, against the others that grow; 1 where nothing is said */
  share?: number;
  grow?: boolean;
  align: 'left' | 'right' | 'center';
  /** decimals shown at least */
  digits?: number;
  /** its figures are never cut; so many pixels of the cell belong to what stands beside them */
  whole?: number;
  /** its figures are percent: 13 is 13% */
  percent?: boolean;
  options?: readonly { value: string; label: string }[];
  lookup?: Lookup;
  /** cells of the same line that belong to this one's record and go with it when it is copied */
  carries?: readonly string[];
  maxLength?: number;
  /** a scanned code names a record of this column, counted in these cells */
  scan?: ScanCells;
  /** a code scanned in it is its own: what the cell holds then; undefined where it is not */
  takesScan?: (row: Row, code: string) => CellValue;
  /** what is in the cell without that code again, where others followed it */
  givesBack?: (held: CellValue, code: string) => CellValue;
  /** more codes may follow in the same cell */
  takesMore?: boolean;
  /** Enter passes by: seldom filled in, or filled in by itself */
  passed?: boolean;
  /** what the line comes to: first to be seen where there is little room */
  main?: boolean;
  /** a cell which, when it is filled, says that this one follows from another line */
  fixedBy?: string;
  /** records are shown by their name alone: units */
  nameOnly?: boolean;
}

export interface CellText {
  /** at rest */
  show(value: CellValue, column: Column): string;
  /** in the input while the cell is being edited, and on the clipboard */
  raw(value: CellValue, column: Column): string;
  /** what typed or pasted text means */
  read(text: string, column: Column): CellValue;
}

export function nameOf(value: CellValue): string {
  if (isUnresolved(value)) return value.typed;
  if (!isChosen(value)) return typeof value === 'string' ? value : '';
  if (value.number) return value.number;
  return [value.code, value.name].filter((part) => part).join(' ');
}

function plain(value: CellValue): string {
  return typeof value === 'string' ? value : '';
}

function readNumber(text: string): CellValue {
  const value = decimal(text);
  return value === null ? tidyNumber(text) : plainNumber(value);
}

/** Also as other programs print a tick, and as people mark what is free. */
const YES = new Set('1 true yes y t 是 有 对 真 √ ✓ ✔ ☑ ✅ 赠 赠品 赠送'.split(' '));

const NO = new Set('0 false no n f 否 无 没有 不 非 假 × ✗ ✘ ☐ ❌ - / —'.split(' '));

function yesOrNo(text: string): CellValue {
  const word = text.normalize('NFKC').replaceAll('\uFE0F', '').trim().toLowerCase();
  if (YES.has(word)) return true;
  return word === '' || NO.has(word) ? false : { typed: text.trim() };
}

/** Is the text one for a cell that is ticked or not? */
export function isYesOrNo(text: string): boolean {
  return text.trim() !== '' && typeof yesOrNo(text) === 'boolean';
}

export const cellTexts: Record<Editor, CellText> = {
  text: { show: plain, raw: plain, read: (text) => text },
  number: {
    show: (value, column) => showNumber(plain(value), column.digits),
    raw: plain,
    read: (text, { percent }) => readNumber(percent ? withoutPercent(text) : text),
  },
  day: {
    show: plain,
    raw: plain,
    read: (text) => readDay(text, todayIn(undefined)) ?? text.trim(),
  },
  check: {
    show: (value) => (value === true ? '✓' : nameOf(value)),
    raw: (value) => (value === true ? '1' : nameOf(value) || '0'),
    read: yesOrNo,
  },
  choice: {
    show: (value, column) =>
      column.options?.find((option) => option.value === value)?.label ?? plain(value),
    raw: plain,
    read: (text, column) =>
      column.options?.find((option) => option.label === text.trim() || option.value === text.trim())
        ?.value ?? null,
  },
  lookup: {
    show: (value, column) =>
      column.nameOnly && isChosen(value) ? (value.name ?? nameOf(value)) : nameOf(value),
    raw: (value) =>
      isChosen(value) ? (value.code ?? value.number ?? value.name ?? '') : nameOf(value),
    read: (text) => (text.trim() ? { typed: text.trim() } : null),
  },
};

/** Does a cell of this line follow from another line? */
export function isFixed(column: Pick<Column, 'fixedBy'>, values: Values): boolean {
  return column.fixedBy !== undefined && !isEmpty(values[column.fixedBy]);
}

/** It was looked for, and nobody answered. */
export function isUnasked(value: CellValue): value is Unresolved {
  return isUnresolved(value) && value.pending === false;
}

/** What is wrong with a cell before any server has seen it; null when nothing is. */
export function cellFault(
  value: CellValue,
  column: Pick<Column, 'editor' | 'readonly'>,
): 'number' | 'day' | 'unknown' | 'unasked' | 'tick' | null {
  if (column.readonly) return null;
  if (column.editor === 'lookup' && isUnasked(value)) return 'unasked';
  if (column.editor === 'lookup') return isUnresolved(value) ? 'unknown' : null;
  if (column.editor === 'check') return isUnresolved(value) ? 'tick' : null;
  const text = plain(value).trim();
  if (!text) return null;
  if (column.editor === 'number') return decimal(text) === null ? 'number' : null;
  if (column.editor === 'day') return /^\d{4}-\d{2}-\d{2}$/.test(text) ? null : 'day';
  return null;
}
