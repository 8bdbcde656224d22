/** Live amounts of the lines on screen, and of the document. */
import { filledRows, type Row, type RowRules } from '@/grid/rows';
import { documentAmounts, type Amounts, type PricedLine } from '@/lib/amounts';
import { Decimal, decimal, plainNumber, showNumber } from '@/lib/decimal';
import { isReference, type Value } from '../form';
import { comesBack } from './roles';

/** One priced line per line on screen, the same object while the line is the same. */
const priced = new WeakMap<Row, PricedLine>();

export function pricedLine(row: Row): PricedLine {
  const known = priced.get(row);
  if (known) return known;
  const { values } = row;
  const line = {
    quantity: values['quantity'],
    price: values['unit_price'] ?? values['unit_cost'],
    discount: values['discount'],
    taxRate: values['tax_rate'],
    whole: values['total_cost'],
  };
  priced.set(row, line);
  return line;
}

export interface LiveAmounts {
  byRow: Map<string, Readonly<Record<string, string>>>;
  document: Amounts & Readonly<Record<string, string>>;
}

export function liveAmounts(
  rows: readonly Row[],
  rules: RowRules,
  header: Record<string, Value>,
  digits: number,
  known: ReadonlyMap<string, Amounts> = new Map(),
): LiveAmounts {
  const filled = filledRows(rows, rules);
  const byRow = new Map<string, Readonly<Record<string, string>>>();
  const reckon = (some: readonly Row[], discount: Value | undefined): Amounts => {
    const taxIncluded = header['tax_included'] === true;
    const terms = { taxIncluded, discount, digits };
    const { lines, ...sums } = documentAmounts(some.map(pricedLine), terms);
    const shown = some.map((row, index) => known.get(row.key) ?? lines[index] ?? null);
    some.forEach((row, index) => {
      byRow.set(row.key, shownAmounts(shown[index] ?? null, digits));
    });
    return some.some((row) => known.has(row.key)) ? sumsOf(shown, digits) : sums;
  };
  const back = filled.filter(comesBack);
  if (!filled.some((row) => 'direction' in row.values)) {
    return { byRow, document: { ...reckon(filled, header['discount']) } };
  }
  const returned = reckon(back, header['returned_discount']);
  const rest = filled.filter((row) => !comesBack(row));
  const replacement = reckon(rest, header['discount']);
  const sums = { returned_total: returned.total, replacement_total: replacement.total };
  return { byRow, document: { ...sums, ...difference(replacement, returned, digits) } };
}

function sumsOf(lines: readonly (Amounts | null)[], digits: number): Amounts {
  const sum = (name: keyof Amounts) =>
    lines
      .reduce((all, line) => all.plus(decimal(line?.[name]) ?? 0), new Decimal(0))
      .toFixed(digits);
  return { amount: sum('amount'), tax: sum('tax'), total: sum('total') };
}

/** Of an exchange, what the replacements come to beyond what comes back. */
function difference(more: Amounts, less: Amounts, digits: number): Amounts {
  const minus = (name: keyof Amounts) => {
    const zero = new Decimal(0);
    const left = (decimal(more[name]) ?? zero).minus(decimal(less[name]) ?? zero);
    return left.toFixed(digits);
  };
  return { amount: minus('amount'), tax: minus('tax'), total: minus('total') };
}

/** The same object for the same amounts, so that lines which did not change are not drawn again. */
const shown = new WeakMap<Amounts, { digits: number; text: Readonly<Record<string, string>> }>();
const NONE = { amount: '', tax: '', total: '' };

function shownAmounts(amounts: Amounts | null, digits: number): Readonly<Record<string, string>> {
  if (!amounts) return NONE;
  const known = shown.get(amounts);
  if (known?.digits === digits) return known.text;
  const text = {
    amount: showNumber(amounts.amount, digits),
    tax: showNumber(amounts.tax, digits),
    total: showNumber(amounts.total, digits),
  };
  shown.set(amounts, { digits, text });
  return text;
}

function idOf(value: unknown): string {
  return isReference(value) ? value.id : '';
}

const read = new WeakMap<Row, Decimal | null>();

function quantityOf(row: Row): Decimal | null {
  const known = read.get(row);
  if (known !== undefined) return known;
  const quantity = decimal(row.values['quantity']);
  read.set(row, quantity);
  return quantity;
}

/** Boxes and pieces are not added up, nor what comes back and what is given instead. */
export function sumOfQuantities(rows: readonly Row[]): string {
  const units = new Set(rows.map(({ values }) => idOf(values['unit'])).filter((unit) => unit));
  const ways = new Set(rows.map(({ values }) => values['direction']));
  if (units.size > 1 || ways.size > 1) return '';
  const sum = rows.reduce((all, row) => {
    const quantity = quantityOf(row);
    return quantity ? all.plus(quantity) : all;
  }, new Decimal(0));
  return plainNumber(sum);
}
