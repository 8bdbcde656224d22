/**
 * What of the discounts of earlier documents goes with the goods that a draft takes of them: step by
 * step what the server does (`masters/carrying.py`), so that the screen shows what it will keep.
 */
import type { Row } from '@/grid/rows';
import { documentAmounts, typedAmount, type Amounts } from '@/lib/amounts';
import { Decimal, decimal, plainNumber, round } from '@/lib/decimal';
import { isReference, type CarriedDiscount, type Form } from '../form';
import { pricedLine } from './amounts';
import { baseQuantity } from './roles';

/** Digits in which shares are weighed. */
const EXACTLY = 6;
const ZERO = new Decimal(0);

interface Share {
  amount: Decimal;
  /** keys of the rows whose goods it goes with */
  rows: ReadonlySet<string>;
}

/** The lines that the rows go on from, by the key of each row. */
function sourcesOf(form: Form, table: string, rows: readonly Row[]): Map<string, string[]> {
  const fields = form.tables.find((one) => one.name === table)?.fields ?? [];
  const links = fields.filter((field) => field.kind === 'line').map((field) => field.name);
  const idsOf = (row: Row) =>
    links.flatMap((name) => {
      const value = row.values[name];
      if (isReference(value)) return [value.id];
      return typeof value === 'string' && value !== '' ? [value] : [];
    });
  return new Map(rows.map((row) => [row.key, idsOf(row)]));
}

function smaller(one: Decimal, other: Decimal): Decimal {
  return one.lt(other) ? one : other;
}

type Line = CarriedDiscount['lines'][number];

/** A part of an earlier line, as typed; only what comes to more than nothing carries any. */
function worth(line: Line, base: Decimal, digits: number): Decimal {
  const quantity = base.times(line.denominator).div(line.numerator);
  const terms = { price: line.unit_price, discount: line.discount, taxRate: null };
  const typed = typedAmount({ quantity: plainNumber(quantity), ...terms }, digits) ?? ZERO;
  return typed.lt(0) ? ZERO : typed;
}

/** Of the same document once, and not again with every key. */
const wholes = new WeakMap<CarriedDiscount, Decimal>();

function wholeOf(rest: CarriedDiscount): Decimal {
  const known = wholes.get(rest);
  if (known) return known;
  const whole = rest.lines.reduce(
    (sum, line) => sum.plus(worth(line, decimal(line.open) ?? ZERO, EXACTLY)),
    ZERO,
  );
  wholes.set(rest, whole);
  return whole;
}

function amountOf(rest: CarriedDiscount, used: ReadonlyMap<string, Decimal>): Decimal {
  const whole = wholeOf(rest);
  let [taken, most] = [ZERO, ZERO];
  for (const line of rest.lines) {
    const open = decimal(line.open) ?? ZERO;
    const here = smaller(used.get(line.id) ?? ZERO, open);
    taken = taken.plus(worth(line, here, EXACTLY));
    most = most.plus(worth(line, here, rest.digits));
  }
  let left = decimal(rest.discount) ?? ZERO;
  if (taken.lt(whole)) left = round(left.times(taken).div(whole), rest.digits);
  return smaller(left, most); // goods given nearly for nothing, each rounded down
}

function sharesOf(
  form: Form,
  table: string,
  rests: readonly CarriedDiscount[],
  rows: readonly Row[],
): Share[] {
  const sources = sourcesOf(form, table, rows);
  return rests.map((rest) => {
    const its = new Set(rest.lines.map((line) => line.id));
    const [used, mine] = [new Map<string, Decimal>(), new Set<string>()];
    for (const row of rows) {
      for (const id of sources.get(row.key) ?? []) {
        if (!its.has(id)) continue;
        mine.add(row.key);
        used.set(id, (used.get(id) ?? ZERO).plus(round(baseQuantity(row), EXACTLY)));
      }
    }
    return { amount: amountOf(rest, used), rows: mine };
  });
}

/** What of all of them goes with the rows. */
export function carriedDiscount(
  form: Form,
  table: string,
  rests: readonly CarriedDiscount[],
  rows: readonly Row[],
): Decimal {
  return sharesOf(form, table, rests, rows).reduce((sum, one) => sum.plus(one.amount), ZERO);
}

/** By key of a row: its amounts after its part of the discount of its own document. */
export function carriedAmounts(
  form: Form,
  table: string,
  rests: readonly CarriedDiscount[],
  rows: readonly Row[],
  terms: { taxIncluded: boolean; digits: number },
): Map<string, Amounts> {
  const found = new Map<string, Amounts>();
  const reckon = (some: readonly Row[], discount: Decimal) => {
    const { lines } = documentAmounts(some.map(pricedLine), {
      ...terms,
      discount: plainNumber(discount),
    });
    some.forEach((row, index) => {
      const amounts = lines[index];
      if (amounts) found.set(row.key, amounts);
    });
  };
  const shares = sharesOf(form, table, rests, rows);
  reckon(
    rows.filter((row) => !shares.some((share) => share.rows.has(row.key))),
    ZERO,
  );
  for (const share of shares) {
    reckon(
      rows.filter((row) => share.rows.has(row.key)),
      share.amount,
    );
  }
  return found;
}
