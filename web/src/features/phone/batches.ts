/** The batches that goods are taken from. Pure. */
import { plainNumber } from '@/lib/decimal';
import { number, same, type Item, type Spot } from './basket';

export interface BatchLeft {
  batch: string;
  expires_on: string | null;
  good: boolean;
  left: string;
  location: string;
}

/** Batches that lie there in the order in which they are taken, less what was taken already. */
export function batchesLeft(
  lying: readonly Spot[],
  sources: readonly string[],
  items: readonly Item[],
): BatchLeft[] {
  const found = new Map<string, BatchLeft>();
  for (const spot of lying) {
    if (!spot.batch) continue;
    const known = found.get(spot.batch);
    const left = number(known?.left ?? '0').plus(number(spot.quantity));
    const { batch, expires_on, good, location } = known ?? spot;
    found.set(spot.batch, { batch, expires_on, good, location, left: plainNumber(left) });
  }
  for (const item of items) {
    const one = [...found.values()].find((each) => same(each.batch, item.batch));
    if (!one || !sources.includes(item.source)) continue;
    one.left = plainNumber(number(one.left).minus(number(item.quantity)));
  }
  return [...found.values()];
}

/** The first that may be taken without asking anybody. */
export function firstGood(batches: readonly BatchLeft[]): string {
  return batches.find((one) => one.good && number(one.left).gt(0))?.batch ?? '';
}

/** Why nobody may take of it without asking. */
export function wrongWith({ expires_on: day }: BatchLeft, today: string) {
  return day !== null && day < today ? 'phone.batchExpired' : 'phone.batchHeld';
}
