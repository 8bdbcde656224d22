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
}

export interface Queued extends Tally, Kept {
  /** what people call it */
  called: string;
  unit: string;
  /** of the sheet, where it is known */
  line: string | null;
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
  const quantity = tally.quantity.startsWith('-') ? tally.quantity.slice(1) : `-${tally.quantity}`;
  return { ...tally, id, quantity, refused: null };
}

/** What this person counted of a line: what the server has, and what waits to be sent. */
export function mineOf(line: SheetLine, queue: readonly Queued[]): string | null {
  const waiting = queue.filter((one) => one.line === line.id && one.refused === null);
  if (waiting.length === 0) return line.mine ?? null;
  const some = line.serialized ? once(waiting) : waiting.map((one) => one.quantity);
  const parts = [line.mine ?? '0', ...some];
  return plainNumber(parts.reduce((sum, part) => sum.plus(decimal(part) ?? '0'), new Decimal(0)));
}
