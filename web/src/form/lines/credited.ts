/**
 * What the server knows of lines that go on from others. What comes back credits its part of what was
 * charged, and a discount that goes with its goods lies on the lines of its own document: lines that
 * nobody changed since show what the server said, those of which only the quantity changed their
 * part of it.
 */
import type { Row, Values } from '@/grid/rows';
import { splitTax, typedAmount, type Amounts } from '@/lib/amounts';
import { Decimal, decimal, plainNumber, round } from '@/lib/decimal';
import type { CarriedDiscount, Form, Value } from '../form';
import { pricedLine } from './amounts';
import { carriedAmounts } from './carrying';
import { baseQuantity, comesBack } from './roles';

const RETURNS = new Set(['sales_return', 'purchase_return']);
const AGREED = ['unit', 'unit_price', 'discount', 'tax_rate', 'is_gift'] as const;
const ZERO = new Decimal(0);

export interface Before {
  values: Readonly<Record<string, Value>>;
  rows: Readonly<Record<string, readonly Row[]>>;
  /** the earlier documents whose discount goes with the goods */
  carried?: readonly CarriedDiscount[];
}

type Header = Readonly<Record<string, Value>>;

function same(one: unknown, other: unknown): boolean {
  const [mine, theirs] = [decimal(one), decimal(other)];
  if (mine && theirs) return mine.eq(theirs);
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

function isCarried(header: Header, before: Before): boolean {
  return header['discount_carried'] === true && before.values['discount_carried'] === true;
}

function unchanged(header: Header, before: Before, name: string): boolean {
  if (!same(header['tax_included'], before.values['tax_included'])) return false;
  return isCarried(header, before) || same(header[name], before.values[name]);
}

function linked(values: Values, links: readonly string[]): boolean {
  return links.some((name) => (values[name] ?? null) !== null);
}

/** What of the discount lies on a line as it was loaded; null where the server has not said. */
export function carriedBy(loaded: Row, included: boolean, digits: number): Decimal | null {
  const shown = decimal(loaded.values[included ? 'total' : 'amount']);
  const typed = typedAmount(pricedLine(loaded), digits);
  return shown && typed ? typed.minus(shown) : null;
}

/** How much of a loaded line is taken now; null where there was nothing of it. */
function share(now: Row, loaded: Row): Decimal | null {
  const whole = baseQuantity(loaded);
  const base = baseQuantity(now);
  return whole.eq(0) || !base.gt(0) ? null : base.div(whole);
}

function partOf(now: Row, loaded: Row, digits: number): Amounts | null {
  const taken = share(now, loaded);
  if (taken === null) return null;
  const part = (name: string) => round((decimal(loaded.values[name]) ?? ZERO).times(taken), digits);
  const [amount, tax] = [part('amount'), part('tax')];
  return {
    amount: plainNumber(amount),
    tax: plainNumber(tax),
    total: plainNumber(amount.plus(tax)),
  };
}

/** At what was typed for it, less what the discount of its own document leaves on it. */
function typedPart(now: Row, loaded: Row | null, header: Header, digits: number): Amounts | null {
  const typed = typedAmount(pricedLine(now), digits);
  if (typed === null) return null;
  const taxIncluded = header['tax_included'] === true;
  const whole = loaded ? (carriedBy(loaded, taxIncluded, digits) ?? ZERO) : ZERO;
  const taken = (loaded && share(now, loaded)) ?? ZERO;
  const off = round(whole.times(taken), digits);
  return splitTax(typed.minus(off), now.values['tax_rate'], { taxIncluded, discount: 0, digits });
}

/** By key of a line: what it comes to as far as the server said. */
export function creditedParts(
  form: Form,
  table: string,
  before: Before,
  rows: readonly Row[],
  header: Header,
  digits: number,
): Map<string, Amounts> {
  const found = new Map<string, Amounts>();
  if (before.carried && header['discount_carried'] === true) {
    const terms = { taxIncluded: header['tax_included'] === true, digits };
    return carriedAmounts(form, table, before.carried, rows, terms);
  }
  const fields = form.tables.find((one) => one.name === table)?.fields ?? [];
  const isExchange = fields.some((field) => field.name === 'direction');
  const isReturn = RETURNS.has(form.name);
  const loaded = new Map((before.rows[table] ?? []).map((row) => [row.id, row]));
  const discount = isExchange ? 'returned_discount' : 'discount';
  if (loaded.size === 0 || !unchanged(header, before, discount)) return found;
  const carried = isCarried(header, before);
  const links = fields.filter((field) => field.kind === 'line').map((field) => field.name);
  for (const row of rows) {
    const back = isExchange ? comesBack(row) : isReturn;
    if (!back && (isExchange || !carried)) continue;
    const old = (row.id !== undefined && loaded.get(row.id)) || null;
    const goesOn = old && linked(row.values, links);
    const agreed =
      back && goesOn && AGREED.every((name) => same(row.values[name], old.values[name]));
    if (!agreed && !carried) continue;
    const part = agreed
      ? partOf(row, old, digits)
      : typedPart(row, goesOn ? old : null, header, digits);
    if (part) found.set(row.key, part);
  }
  return found;
}
