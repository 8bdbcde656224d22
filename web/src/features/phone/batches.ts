/** The batches that goods are taken from. Pure. */
import { plainNumber } from '@/lib/decimal';
import { same } from '@/scan/codes';
import { number, type Item, type SheetLine, type Spot } from './basket';

export interface BatchLeft {
  batch: string;
  expires_on: string | null;
  good: boolean;
  left: string;
  location: string;
}

/**
 * Batches that lie there in the order in which they are taken, less what was taken already. `place`:
 * only what lies in it; empty: wherever.
 */
export function batchesLeft(
  lying: readonly Spot[],
  sources: readonly string[],
  items: readonly Item[],
  place = '',
): BatchLeft[] {
  const found = new Map<string, BatchLeft>();
  for (const spot of lying) {
    if (!spot.batch || (place && !same(spot.location, place))) continue;
    const known = found.get(spot.batch);
    const left = number(known?.left ?? '0').plus(number(spot.quantity));
    const { batch, expires_on, good, location } = known ?? spot;
    found.set(spot.batch, { batch, expires_on, good, location, left: plainNumber(left) });
  }
  for (const item of items) {
    const one = [...found.values()].find((each) => same(each.batch, item.batch));
    if (!one || !sources.includes(item.source)) continue;
    if (place && item.location && !same(item.location, place)) continue;
    one.left = plainNumber(number(one.left).minus(number(item.quantity)));
  }
  return [...found.values()];
}

/** The first that may be taken without asking anybody. */
export function firstGood(batches: readonly BatchLeft[]): string {
  return batches.find((one) => one.good && number(one.left).gt(0))?.batch ?? '';
}

/** The server tells of so many places and no more: then it may lie elsewhere as well. */
export const MOST_PLACES = 20;

/** Where goods lie by the books, if that is all known and they do not lie in `place`. */
export function liesElsewhere(lying: readonly Spot[], place: string): string[] | null {
  if (!place || lying.length === 0 || lying.length >= MOST_PLACES) return null;
  if (lying.some((one) => same(one.location, place))) return null;
  return [...new Set(lying.map((one) => one.location))].filter((one) => one);
}

/**
 * The batch that is meant once more: the one of the last scan, as long as that stands and there is
 * enough of it where it is taken now. `batches`: null where it comes in.
 */
export function batchAgain(
  last: string,
  lines: readonly SheetLine[],
  items: readonly Item[],
  batches: readonly BatchLeft[] | null,
  { place, factor }: { place: string; factor: string },
): string {
  const stands = items.some(
    (one) =>
      lines.some(({ source }) => source === one.source) &&
      same(one.batch, last) &&
      (batches === null || same(one.location, place)),
  );
  if (!last || !stands) return '';
  if (batches === null || !lines.some(({ lying }) => lying.length > 0)) return last;
  const there = batches.find((one) => same(one.batch, last));
  return there && number(there.left).gte(number(factor)) ? last : '';
}

/** Why nobody may take of it without asking. */
export function wrongWith({ expires_on: day }: BatchLeft, today: string) {
  return day !== null && day < today ? 'phone.batchExpired' : 'phone.batchHeld';
}
