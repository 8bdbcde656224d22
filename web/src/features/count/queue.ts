/** What was counted and the server has not confirmed yet; see `scan/queue`. */
import { Decimal, decimal, plainNumber, showNumber } from '@/lib/decimal';
import type { Served } from '@/lib/server';
import type { Kept } from '@/scan/queue';

export type SheetLine = Served<'SheetLine'>;

export interface Tally {
  id: string;
  /** a bar code, a product's code or a serial number; or the product itself */
  code: string;
  product: string | null;
  quantity: string;
  batch: string;
  location: string;
  serial: string;
  round: number | null;
  counted_at: string;
  produced_on: string | null;
  expires_on: string | null;
  /** it stands for all that this person counted of the line before */
  instead: boolean;
  /** the serial number is meant, whatever else is called so */
  sure: boolean;
}

export interface Queued extends Tally, Kept {
  /** what this person had counted, where this stands instead of it */
  before?: string | null;
  /** the code of its refusal */
  why?: string;
  /** what people call it */
  called: string;
  unit: string;
  /** of the sheet, where it is known */
  line: string | null;
}

/** Its serial number means something else as well: somebody says whether it is one. */
export function isDoubted(one: Queued): boolean {
  return one.why === 'count_plan.serial_is_code';
}

/** Under what it is kept on this device. */
export function nameOfQueue(company: number, user: string, id = ''): string {
  return `huolang.count.${String(company)}.${user}.${id}`;
}

/** The counts of which something is kept on this device, by the names that are. */
export function countsOf(names: readonly string[], beginning: string): string[] {
  return [...new Set(names.map((name) => name.slice(beginning.length).split('#')[0] ?? ''))];
}

/** What people call one of them. */
export function titleOf(one: Queued): string {
  return `${one.called} ${one.serial || one.batch} ${showNumber(one.quantity)}`;
}

/** The body of a request. */
export function bodyOf(some: readonly Queued[]): { tallies: Tally[]; sent_at: string } {
  const tallies = some.map((one) => ({
    id: one.id,
    code: one.code,
    product: one.product,
    quantity: one.quantity,
    batch: one.batch,
    location: one.location,
    serial: one.serial,
    round: one.round,
    counted_at: one.counted_at,
    produced_on: one.produced_on,
    expires_on: one.expires_on,
    // What an earlier version kept on this device does not say it.
    instead: (one as Partial<Queued>).instead ?? false,
    sure: (one as Partial<Queued>).sure ?? false,
  }));
  return { tallies, sent_at: new Date().toISOString() };
}

/** Of pieces: a number that was scanned twice is one piece. */
function once(waiting: readonly Queued[]): string[] {
  const sums = new Map<string, number>();
  for (const one of waiting) {
    const number = one.serial.toUpperCase();
    sums.set(number, (sums.get(number) ?? 0) + Number(one.quantity));
  }
  return [...sums].map(([number, sum]) => (number ? String(Math.sign(sum)) : '0'));
}

/** What takes a tally back: of the same moment, for nothing was counted when it was noticed. */
export function undone(tally: Queued, id: string): Queued {
  const again = { ...tally, id, refused: null };
  if (tally.instead) return { ...again, quantity: tally.before ?? '0', before: null };
  const quantity = tally.quantity.startsWith('-') ? tally.quantity.slice(1) : `-${tally.quantity}`;
  return { ...again, quantity };
}

/** What `mine` becomes with what waits, in its order. */
function withWaiting(mine: string | null, waiting: readonly Queued[], pieces: boolean) {
  if (waiting.length === 0) return mine;
  const anew = waiting.findLastIndex((one) => one.instead);
  const rest = waiting.slice(Math.max(0, anew));
  const some = pieces ? once(rest) : rest.map((one) => one.quantity);
  const parts = [anew < 0 ? (mine ?? '0') : '0', ...some];
  return plainNumber(parts.reduce((sum, part) => sum.plus(decimal(part) ?? '0'), new Decimal(0)));
}

/** What this person counted of a line: what the server has, and what waits to be sent. */
export function mineOf(line: SheetLine, queue: readonly Queued[]): string | null {
  const waiting = queue.filter((one) => one.line === line.id && one.refused === null);
  return withWaiting(line.mine ?? null, waiting, line.serialized);
}

/** The same of what no line of the sheet is for yet. */
export function mineWithout(
  of: Pick<Queued, 'code' | 'product' | 'batch' | 'location'>,
  queue: readonly Queued[],
): string | null {
  const waiting = queue.filter(
    (one) =>
      one.line === null &&
      one.refused === null &&
      one.code === of.code &&
      one.product === of.product &&
      one.batch.toUpperCase() === of.batch.toUpperCase() &&
      one.location.toUpperCase() === of.location.toUpperCase(),
  );
  return withWaiting(null, waiting, false);
}
