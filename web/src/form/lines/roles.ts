/** Which columns of a sub-table play which part in a trade; none does in most sub-tables. */
import { decimal, Decimal } from '@/lib/decimal';
import { isChosen, type CellValue, type Row, type Values } from '@/grid/rows';
import type { Form, Table } from '../form';

/** The cell of a line that says whether its product is kept in batches. */
export const BATCHED = 'batched';
/** Likewise whether each piece has a number of its own. */
export const SERIALIZED = 'serialized';

/** The day on which a line of an order is to be delivered. */
export const EXPECTED = 'expected_on';

/** What a line takes over of how its product is kept. */
export function keptOf(product: Readonly<Record<string, unknown>>) {
  return { [BATCHED]: product[BATCHED] === true, [SERIALIZED]: product[SERIALIZED] === true };
}

export interface Roles {
  /** the price column: `unit_price` or `unit_cost` */
  price: string | null;
  has(name: string): boolean;
}

export function rolesOf(table: Table): Roles {
  const names = new Set(table.fields.map((field) => field.name));
  const price = ['unit_price', 'unit_cost'].find((name) => names.has(name)) ?? null;
  return { price, has: (name) => names.has(name) };
}

/** Lines of goods: a product, its unit and how much of it. */
export function isTrade(table: Table): boolean {
  const fields = new Map(table.fields.map((field) => [field.name, field]));
  return fields.get('product')?.to === 'product' && fields.has('quantity') && fields.has('unit');
}

/** Somebody types how much it is; elsewhere that follows. */
export function isCounted(table: Table): boolean {
  return table.fields.some(({ name, readonly }) => name === 'quantity' && !readonly);
}

/** Lines whose amounts follow from quantity and price. */
export function isPriced(table: Table): boolean {
  const { has, price } = rolesOf(table);
  return isTrade(table) && price !== null && has('amount');
}

export function takesOut(form: Form): boolean {
  return form.takes_out === true;
}

/** A line of an exchange whose goods go back to whom they came from. */
export function comesBack(row: Row): boolean {
  return row.values['direction'] === 'returned';
}

/** Whether a line of a document that takes goods out does so itself. */
export function leaves(form: Form, row: Row): boolean {
  const { direction } = row.values;
  if (form.name === 'assembly') return direction !== 'by_product';
  if (!('direction' in row.values)) return true;
  return comesBack(row) === (form.module === 'purchasing');
}

export function idOf(value: CellValue): string {
  return isChosen(value) ? value.id : '';
}

/** Base units in one of the line's unit. */
export function factorOf(values: Values): Decimal {
  const top = decimal(values['numerator']);
  const bottom = decimal(values['denominator']);
  return top && bottom && !bottom.eq(0) ? top.div(bottom) : new Decimal(1);
}

const reckoned = new WeakMap<Row, Decimal>();

/** How much the line asks of the product, in its base unit; reckoned once for the same line. */
export function baseQuantity(row: Row): Decimal {
  const known = reckoned.get(row);
  if (known) return known;
  const quantity = decimal(row.values['quantity']);
  const base = quantity ? quantity.times(factorOf(row.values)) : new Decimal(0);
  reckoned.set(row, base);
  return base;
}
