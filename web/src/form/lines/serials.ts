/** Goods that are kept piece by piece: the numbers of a line, typed, scanned, pasted, counted. Pure. */
import type { Column } from '@/grid/columns';
import { isEmpty, type CellValue, type Row } from '@/grid/rows';
import { decimal, plainNumber } from '@/lib/decimal';
import { isReference, type Value } from '../form';
import { SERIALIZED } from './roles';

/** The cell of a line with the numbers of its pieces. */
export const SERIALS = 'serials';
/** Those that tell of them, of a count. */
const ABOUT = new Set([SERIALS, 'missing_serials', 'surplus_serials', 'surplus_is_right']);
/** Of one range, and of one line. */
const MOST = 20_000;
/** What is longer is no range of two numbers. */
const LONGEST = 140;
/** Marks of a Chinese keyboard as well: ；、， */
const BETWEEN = /[\n\r;\uff1b\u3001\uff0c]/;
/** These may be part of a number; they only part what looks alike on both sides. */
const MAYBE = /[,\s]+/;
const TO = /[-\u2013\u2014~\uff5e\u81f3]/g;

export function isSerialized(row: Row): boolean {
  return row.values[SERIALIZED] === true;
}

/** How many pieces a header speaks of that is about goods itself; empty where nobody knows yet. */
export function piecesOf(
  values: Readonly<Record<string, Value>>,
  base: string | undefined,
): string {
  const { quantity, unit } = values;
  const number = decimal(quantity);
  return number && (!isReference(unit) || unit.id === base) ? plainNumber(number) : '';
}

/** A1-A3 are three, if there are letters before the figures. */
function writtenOut(text: string): string[] {
  if (text.length > LONGEST) return [text];
  for (const { index, 0: dash } of text.matchAll(TO)) {
    const found = rangeOf(text.slice(0, index), text.slice(index + dash.length));
    if (found && found.length > 1 && /\p{L}/u.test(found[0] ?? '')) return found;
  }
  return [text];
}

function parted(part: string): string[] {
  const pieces = part.split(MAYBE).map(writtenOut);
  const shapes = new Set(pieces.map(([first = '']) => first.toUpperCase().replace(/\d+/g, '#')));
  const alike = pieces.length > 1 && shapes.size === 1 && [...shapes].join('').includes('#');
  return alike ? pieces.flat() : writtenOut(part);
}

/** Each in a line of its own, or between marks; as the server reads them (`piece_numbers`). */
export function parseSerials(text: string): string[] {
  return text
    .split(BETWEEN)
    .map((each) => each.trim())
    .filter((each) => each !== '')
    .flatMap(parted);
}

export function joinSerials(serials: readonly string[]): string {
  return serials.join('; ');
}

export function serialsOf(value: CellValue): string[] {
  return typeof value === 'string' ? parseSerials(value) : [];
}

/** The first column of a text file: what scanners and other programs write. */
export function serialsInFile(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .split(/[\n\r]/)
    .map((line) =>
      (line.split(/[,;\t]/)[0] ?? '')
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .trim(),
    )
    .filter((each) => each !== '');
}

/** SN0001 to SN0050; null when these are not the ends of a range. */
export function rangeOf(from: string, to: string): string[] | null {
  const first = /^(.*?)(\d+)$/.exec(from.trim());
  const last = /^(.*?)(\d+)$/.exec(to.trim());
  if (!first || !last || first[1]?.toUpperCase() !== last[1]?.toUpperCase()) return null;
  const [, prefix = '', digits = ''] = first;
  const begin = BigInt(digits);
  const count = BigInt(last[2] ?? '') - begin + 1n;
  if (count < 1n || count > BigInt(MOST)) return null;
  return Array.from(
    { length: Number(count) },
    (_, n) => prefix + String(begin + BigInt(n)).padStart(digits.length, '0'),
  );
}

export interface Added {
  serials: string[];
  /** how many were there already */
  twice: number;
}

/** More numbers after those that are there, each once whatever its capitals. */
export function withMore(before: readonly string[], more: readonly string[]): Added {
  const known = new Set(before.map((each) => each.toUpperCase()));
  const serials = [...before];
  for (const each of more) {
    const key = each.toUpperCase();
    if (known.has(key)) continue;
    known.add(key);
    serials.push(each);
  }
  return { serials, twice: before.length + more.length - serials.length };
}

/** One scan after the other: each is one more piece of the line. */
export const TAKES_SERIALS: Pick<Column, 'takesScan' | 'takesMore' | 'givesBack'> = {
  takesScan: (row, code) =>
    isSerialized(row)
      ? joinSerials(withMore(serialsOf(row.values[SERIALS]), [code]).serials)
      : undefined,
  givesBack: (held, code) => {
    const others = serialsOf(held).filter((each) => each.toUpperCase() !== code.toUpperCase());
    return others.length > 0 ? joinSerials(others) : null;
  },
  takesMore: true,
};

/** Nobody reads of numbers in documents whose goods have none. */
export function withSerials(columns: readonly Column[], rows: readonly Row[]): readonly Column[] {
  const told = (row: Row) => isSerialized(row) || !isEmpty(row.values[SERIALS]);
  return rows.some(told) ? columns : columns.filter(({ name }) => !ABOUT.has(name));
}
