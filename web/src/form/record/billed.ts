/** Lines of an invoice: what is on screen follows while its quantity or its amount is typed. */
import type { GridState, Row, Values } from '@/grid/rows';
import { Decimal, decimal, plainNumber, round } from '@/lib/decimal';
import type { Form, Table } from '../form';
import type { EditorState } from './editor';

/** Cells that no form has: the amount and the tax that nobody typed. */
const AUTO_AMOUNT = 'amount_followed';
const AUTO_TAX = 'tax_followed';
/** What a line that nobody saved yet was offered with: the whole that its parts are reckoned of. */
const OFFERED = 'offered_';
const WHOLE = [
  'quantity',
  'unit',
  'numerator',
  'denominator',
  'amount',
  'tax',
  'tax_rate',
  'source_amount',
  'source_tax',
] as const;
const ZERO = new Decimal(0);
const PRICE_DIGITS = 6;

/** Lines that say of an earlier line what the paper says. */
export function isBilled(table: Table): boolean {
  const names = new Set(table.fields.map((field) => field.name));
  return names.has('source_amount') && names.has('source_tax') && names.has('net_price');
}

function number(values: Values, name: string): Decimal {
  return decimal(values[name]) ?? ZERO;
}

function same(value: unknown, other: unknown): boolean {
  const one = decimal(value);
  const two = decimal(other);
  return one !== null && two !== null ? one.eq(two) : one === two;
}

function baseOf(values: Values): Decimal {
  const top = decimal(values['numerator']) ?? new Decimal(1);
  const bottom = decimal(values['denominator']) ?? new Decimal(1);
  return bottom.eq(0) ? ZERO : number(values, 'quantity').times(top).div(bottom);
}

/** The tax on an amount: that of the earlier line's part, or by the rate on what was typed. */
function taxOn(amount: Decimal, part: Decimal, partTax: Decimal, values: Values, digits: number) {
  if (amount.eq(part)) return partTax;
  return round(amount.times(number(values, 'tax_rate')).div(100), digits);
}

/** Digits of the currency, as the server wrote them. */
function digitsOf(values: Values): number {
  const text = values['source_amount'];
  return typeof text === 'string' ? (text.split('.')[1]?.length ?? 0) : 2;
}

function followed(loaded: Values): Values {
  const digits = digitsOf(loaded);
  const part = number(loaded, 'source_amount');
  const partTax = number(loaded, 'source_tax');
  const amount = number(loaded, 'amount');
  const tax = taxOn(amount, part, partTax, loaded, digits);
  const untouched = amount.eq(part) && same(loaded['tax'], loaded['source_tax']);
  return {
    [AUTO_AMOUNT]: untouched ? (loaded['amount'] ?? null) : null,
    [AUTO_TAX]: tax.eq(number(loaded, 'tax')) ? (loaded['tax'] ?? null) : null,
  };
}

/** The cells of an offered line, which remember what they were. */
export function offeredCells(values: Values): Values {
  if (!('source_amount' in values)) return values;
  return {
    ...values,
    ...Object.fromEntries(WHOLE.map((name) => [`${OFFERED}${name}`, values[name]])),
  };
}

function offeredOf(values: Values): Values | undefined {
  if (!(`${OFFERED}quantity` in values)) return undefined;
  return Object.fromEntries(WHOLE.map((name) => [name, values[`${OFFERED}${name}`]]));
}

/** Whether nobody typed the amounts of this line: they are the server's to say, to the cent. */
export function isFollowing(values: Values): boolean {
  const offered = AUTO_TAX in values ? undefined : offeredOf(values);
  const amount = offered ? offered['amount'] : values[AUTO_AMOUNT];
  const tax = offered ? offered['tax'] : values[AUTO_TAX];
  if (!amount || !tax) return false;
  return same(values['amount'], amount) && same(values['tax'], tax);
}

function reckoned(row: Row, loaded: Values, form: Form): Row {
  const whole = baseOf(loaded);
  const base = baseOf(row.values);
  const quantity = number(row.values, 'quantity');
  if (whole.eq(0) || !quantity.gt(0) || !base.gt(0)) return row;
  const digits = digitsOf(loaded);
  const share = (name: string) => round(number(loaded, name).times(base).div(whole), digits);
  const [part, partTax] = [share('source_amount'), share('source_tax')];
  const values = AUTO_TAX in row.values ? row.values : { ...row.values, ...followed(loaded) };
  const cells: Record<string, string | null> = {};
  const follows = isFollowing(values);
  const typed = decimal(values['amount']);
  const amount = follows || typed === null ? part : typed;
  let tax = number(values, 'tax');
  if (follows || same(values['tax'], values[AUTO_TAX])) {
    tax = taxOn(amount, part, partTax, loaded, digits);
    cells['tax'] = cells[AUTO_TAX] = tax.toFixed(digits);
  }
  if (follows) cells['amount'] = cells[AUTO_AMOUNT] = part.toFixed(digits);
  cells['source_amount'] = part.toFixed(digits);
  cells['source_tax'] = partTax.toFixed(digits);
  cells['total'] = amount.plus(tax).toFixed(digits);
  cells['net_price'] = plainNumber(round(amount.abs().div(quantity), PRICE_DIGITS));
  const more = amount.minus(part);
  // What goods cost more may include the tax: the server knows whose does.
  cells['difference'] = more.eq(0) || form.name === 'sales_invoice' ? more.toFixed(digits) : null;
  return { ...row, values: { ...values, ...cells } };
}

function touched(row: Row, loaded: Values): boolean {
  return ['quantity', 'unit', 'amount', 'tax'].some((name) => row.values[name] !== loaded[name]);
}

/** The same state with the lines of an invoice as the server will work them out. */
export function withBilled(form: Form, state: EditorState): EditorState {
  const table = form.tables.find(isBilled);
  const grid = table && state.tables[table.name];
  if (!table || !grid) return state;
  const before = new Map((state.before.rows[table.name] ?? []).map((row) => [row.id, row]));
  const rows = grid.rows.map((row) => {
    const loaded = row.id === undefined ? offeredOf(row.values) : before.get(row.id)?.values;
    if (!loaded || (!(AUTO_TAX in row.values) && !touched(row, loaded))) return row;
    return reckoned(row, loaded, form);
  });
  if (rows.every((row, index) => row === grid.rows[index])) return state;
  const next: GridState = { ...grid, rows };
  return { ...state, tables: { ...state.tables, [table.name]: next } };
}

/** What the lines on screen come to, and by how much that is more than their sources. */
export function billedSums(rows: readonly Row[], digits: number) {
  const sum = (name: string) =>
    rows.reduce((all, { values }) => all.plus(number(values, name)), ZERO);
  const total = sum('total');
  return {
    amount: total.minus(sum('tax')).toFixed(digits),
    tax: sum('tax').toFixed(digits),
    total: total.toFixed(digits),
    difference: total.minus(sum('source_amount')).minus(sum('source_tax')).toFixed(digits),
  };
}
