/**
 * What a line and a document come to: the server's arithmetic, shown while typing.
 *
 * typed = round(quantity × price × (1 − discount %)); the header discount is spread over the lines
 * by largest remainder; then net and tax are split off. Everything HALF_UP.
 */
import { Decimal, decimal, plainNumber, round } from './decimal';

export interface PricedLine {
  quantity: unknown;
  price: unknown;
  /** percent off */
  discount: unknown;
  /** percent */
  taxRate: unknown;
  /** what all of it comes to, typed instead of a price */
  whole?: unknown;
}

export interface Terms {
  taxIncluded: boolean;
  /** money off the whole document */
  discount: unknown;
  /** of the currency */
  digits: number;
}

export interface Amounts {
  amount: string;
  tax: string;
  total: string;
}

export interface DocumentAmounts extends Amounts {
  /** one entry a line; null where quantity or price is missing */
  lines: (Amounts | null)[];
}

const HUNDRED = new Decimal(100);
const ZERO = new Decimal(0);

/** quantity × price less the line's own discount, as the clerk typed it (with or without tax). */
export function typedAmount(line: PricedLine, digits: number): Decimal | null {
  const whole = decimal(line.whole);
  if (whole !== null) return round(whole, digits);
  const quantity = decimal(line.quantity);
  const price = decimal(line.price);
  if (quantity === null || price === null) return null;
  const percentOff = decimal(line.discount) ?? ZERO;
  return round(quantity.times(price).times(HUNDRED.minus(percentOff)).div(HUNDRED), digits);
}

/**
 * Shares of `discount` in proportion to `weights`, both in cents, that add up exactly: the cents
 * left over go to the largest remainders, the later line first on a tie. Lines that come to less
 * than zero carry none of it.
 */
export function spread(discount: bigint, weights: readonly bigint[]): bigint[] {
  const carrying = weights.map((weight) => (weight > 0n ? weight : 0n));
  const whole = carrying.reduce((sum, weight) => sum + weight, 0n);
  if (discount === 0n || whole === 0n) return weights.map(() => 0n);
  const size = discount < 0n ? -discount : discount;
  const shares = carrying.map((weight) => (size * weight) / whole);
  const rests = carrying.map((weight) => (size * weight) % whole);
  const missing = Number(size - shares.reduce((sum, share) => sum + share, 0n));
  const order = rests.map((_, index) => index).sort((a, b) => compare(rests, b, a) || b - a);
  for (const index of order.slice(0, missing)) shares[index] = (shares[index] ?? 0n) + 1n;
  return discount < 0n ? shares.map((share) => -share) : shares;
}

function compare(values: readonly bigint[], a: number, b: number): number {
  const left = values[a] ?? 0n;
  const right = values[b] ?? 0n;
  return left === right ? 0 : left < right ? -1 : 1;
}

/** Net, tax and gross of one typed amount. */
export function splitTax(typed: Decimal, taxRate: unknown, terms: Terms): Amounts {
  const rate = decimal(taxRate) ?? ZERO;
  if (terms.taxIncluded) {
    const net = round(typed.times(HUNDRED).div(HUNDRED.plus(rate)), terms.digits);
    return show(net, typed.minus(net));
  }
  return show(typed, round(typed.times(rate).div(HUNDRED), terms.digits));
}

function show(net: Decimal, tax: Decimal): Amounts {
  return { amount: plainNumber(net), tax: plainNumber(tax), total: plainNumber(net.plus(tax)) };
}

interface Typed {
  digits: number;
  value: Decimal;
  cents: bigint;
}

/** Remembers what lines came to while neither they nor their share of the discount changes. */
const typedKnown = new WeakMap<PricedLine, Typed | null>();
const amountsKnown = new WeakMap<
  PricedLine,
  { share: bigint; taxIncluded: boolean; of: Amounts }
>();

function typedOnce(line: PricedLine, digits: number): Typed | null {
  const before = typedKnown.get(line);
  if (before === null || before?.digits === digits) return before;
  const value = typedAmount(line, digits);
  const typed = value && { digits, value, cents: cents(plainNumber(value), digits) };
  typedKnown.set(line, typed);
  amountsKnown.delete(line);
  return typed;
}

function lineAmounts(line: PricedLine, share: bigint, terms: Terms): Amounts | null {
  const typed = typedOnce(line, terms.digits);
  if (typed === null) return null;
  const { taxIncluded } = terms;
  const before = amountsKnown.get(line);
  if (before && before.share === share && before.taxIncluded === taxIncluded) return before.of;
  const rest = share === 0n ? typed.value : typed.value.minus(fromCents(share, terms.digits));
  const of = splitTax(rest, line.taxRate, terms);
  amountsKnown.set(line, { share, taxIncluded, of });
  return of;
}

/** The document is the sum of its lines. Lines must be new objects when they change. */
export function documentAmounts(lines: readonly PricedLine[], terms: Terms): DocumentAmounts {
  const { digits } = terms;
  const discount = cents(plainNumber(round(decimal(terms.discount) ?? ZERO, digits)), digits);
  const shares =
    discount === 0n
      ? null
      : spread(
          discount,
          lines.map((line) => typedOnce(line, digits)?.cents ?? 0n),
        );
  const each = lines.map((line, index) => lineAmounts(line, shares?.[index] ?? 0n, terms));
  return { lines: each, ...sumOf(each, digits) };
}

function sumOf(lines: readonly (Amounts | null)[], digits: number): Amounts {
  let amount = 0n;
  let tax = 0n;
  for (const line of lines) {
    if (line === null) continue;
    const known = centsOnce(line, digits);
    amount += known.amount;
    tax += known.tax;
  }
  return {
    amount: fromCents(amount, digits),
    tax: fromCents(tax, digits),
    total: fromCents(amount + tax, digits),
  };
}

/** Of the same amounts once: a key in one line adds up a thousand. */
const centsKnown = new WeakMap<Amounts, { digits: number; amount: bigint; tax: bigint }>();

function centsOnce(line: Amounts, digits: number): { amount: bigint; tax: bigint } {
  const before = centsKnown.get(line);
  if (before?.digits === digits) return before;
  const known = { digits, amount: cents(line.amount, digits), tax: cents(line.tax, digits) };
  centsKnown.set(line, known);
  return known;
}

function cents(plain: string, digits: number): bigint {
  const [whole = '0', fraction = ''] = plain.split('.');
  const value = BigInt(whole.replace('-', '') + fraction.padEnd(digits, '0').slice(0, digits));
  return plain.startsWith('-') ? -value : value;
}

function fromCents(value: bigint, digits: number): string {
  const sign = value < 0n ? '-' : '';
  const plain = (value < 0n ? -value : value).toString().padStart(digits + 1, '0');
  if (digits === 0) return sign + plain;
  return `${sign}${plain.slice(0, -digits)}.${plain.slice(-digits)}`;
}
