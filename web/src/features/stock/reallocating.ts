/** Who holds scarce goods, while somebody decides it: what is still to be given, and what is sent. */
import { Decimal, decimal, plainNumber } from '@/lib/decimal';
import type { Promised } from './stock';

/** What is typed for each order line; those without an entry keep what they hold. */
export type Typed = Readonly<Record<string, string>>;

const ZERO = new Decimal(0);
const read = (text: string | null | undefined) => decimal(text ?? '') ?? ZERO;

/** All that a line may hold: what it holds and waits for. */
export function mostOf(one: Promised): Decimal {
  return read(one.reserved).plus(read(one.waiting));
}

/** What is left of `available` and of what was given up; below zero where too much was given. */
export function leftOf(rows: readonly Promised[], typed: Typed, available: string): string {
  let left = read(available);
  if (left.lt(0)) left = ZERO;
  for (const one of rows) {
    const now = typed[one.line];
    if (now !== undefined) left = left.minus(read(now).minus(read(one.reserved)));
  }
  return plainNumber(left);
}

/** Whether it adds up: nothing is left while somebody waits, and nobody has more than there is. */
export function addsUp(rows: readonly Promised[], typed: Typed, available: string): boolean {
  const left = read(leftOf(rows, typed, available));
  if (left.lt(0)) return false;
  const waits = rows.some((one) => read(typed[one.line] ?? one.reserved).lt(mostOf(one)));
  return left.eq(0) || !waits;
}

export function holdsOf(rows: readonly Promised[], typed: Typed) {
  return rows.flatMap((one) => {
    const quantity = typed[one.line];
    if (quantity === undefined || read(quantity).eq(read(one.reserved))) return [];
    return [{ line: one.line, quantity: plainNumber(read(quantity)), was: one.reserved }];
  });
}

/** The one warehouse in which all of them are, if there is one: goods are given out in each. */
export function placeOf(rows: readonly Promised[], warehouse: string): string | null {
  if (warehouse) return warehouse;
  const places = new Set(rows.map((one) => one.warehouse.id));
  return places.size === 1 ? ([...places][0] ?? null) : null;
}
