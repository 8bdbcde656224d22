/** What comes back credits its part of what was charged, which the server knows: lines that nobody
 * changed since show what it said, those of which only the quantity changed their part of it. */
import type { Row, Values } from '@/grid/rows';
import type { Amounts } from '@/lib/amounts';
import { Decimal, decimal, plainNumber, round } from '@/lib/decimal';
import type { Form, Value } from '../form';
import { baseQuantity, comesBack } from './roles';

const RETURNS = new Set(['sales_return', 'purchase_return']);
const AGREED = ['unit', 'unit_price', 'discount', 'tax_rate', 'is_gift'] as const;
const ZERO = new Decimal(0);

export interface Before {
  values: Readonly<Record<string, Value>>;
  rows: Readonly<Record<string, readonly Row[]>>;
}

function same(one: unknown, other: unknown): boolean {
  const [mine, theirs] = [decimal(one), decimal(other)];
  if (mine && theirs) return mine.eq(theirs);
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function unchanged(header: Readonly<Record<string, Value>>, before: Before, name: string): boolean {
  if (!same(header['tax_included'], before.values['tax_included'])) return false;
  const carried = header['discount_carried'] === true && before.values['discount_carried'] === true;
  return carried || same(header[name], before.values[name]);
}

function linked(values: Values, links: readonly string[]): boolean {
  return links.some((name) => (values[name] ?? null) !== null);
}

/** By key of a line that comes back: what it is credited with as far as the server said. */
export function creditedParts(
  form: Form,
  table: string,
  before: Before,
  rows: readonly Row[],
  header: Readonly<Record<string, Value>>,
  digits: number,
): Map<string, Amounts> {
  const found = new Map<string, Amounts>();
  const isReturn = RETURNS.has(form.name);
  const discount = isReturn ? 'discount' : 'returned_discount';
  const loaded = new Map((before.rows[table] ?? []).map((row) => [row.id, row]));
  if (loaded.size === 0 || !unchanged(header, before, discount)) return found;
  const fields = form.tables.find((one) => one.name === table)?.fields ?? [];
  const links = fields.filter((field) => field.kind === 'line').map((field) => field.name);
  for (const row of rows) {
    const old = row.id === undefined ? undefined : loaded.get(row.id);
    if (!old || !(isReturn || comesBack(row)) || !linked(row.values, links)) continue;
    if (!AGREED.every((name) => same(row.values[name], old.values[name]))) continue;
    const whole = baseQuantity(old);
    const base = baseQuantity(row);
    if (whole.eq(0) || !base.gt(0)) continue;
    const part = (name: string) =>
      round((decimal(old.values[name]) ?? ZERO).times(base).div(whole), digits);
    const [amount, tax] = [part('amount'), part('tax')];
    found.set(row.key, {
      amount: plainNumber(amount),
      tax: plainNumber(tax),
      total: plainNumber(amount.plus(tax)),
    });
  }
  return found;
}
