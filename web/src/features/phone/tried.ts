/** What the server would refuse of a basket: where it stands, and which scan is taken back. Pure. */
import { decimal, plainNumber } from '@/lib/decimal';
import type { Refusal } from '@/lib/problem';
import type { Item } from './basket';

/** What one scan put into an item: so much, or one piece of it. */
export interface Part {
  id: string;
  quantity: string;
  serial: string;
}
export type Scan = readonly Part[];

/** Under which stands what no server says, and no answer of it mends. */
export const STAYS = '!';

/** Says that something is still to be scanned: that is no fault of what was. */
const UNFINISHED = 'convert.not_whole_bundles';

export function isUnfinished(errors: readonly Refusal[]): boolean {
  return errors.length > 0 && errors.every(({ code }) => code === UNFINISHED);
}

/** Under which the refusal of one piece of an item stands. */
export function pieceKey(id: string, serial: string): string {
  return `${id}#${serial.toUpperCase()}`;
}

/** What was refused, by the item or the piece it speaks of; the rest speaks of the whole. */
export function refusalsOf(
  errors: readonly Refusal[],
  items: readonly Item[],
): Record<string, string> {
  const said: Record<string, string> = {};
  for (const { field, message } of errors) {
    const [, line, piece] = /^lines\.(\d+)(?:\.serials\.(\d+))?/.exec(field ?? '') ?? [];
    const item = line === undefined ? undefined : items[Number(line)];
    const serial = piece === undefined ? undefined : item?.serials[Number(piece)];
    const key = item && serial ? pieceKey(item.id, serial) : (item?.id ?? '');
    said[key] = said[key] ? `${said[key]} ${message}` : message;
  }
  return said;
}

/** What was put into a basket between these two moments, and nothing that left it. */
export function scanned(before: readonly Item[], after: readonly Item[]): Scan {
  return after.flatMap((item) => {
    const was = before.find((one) => one.id === item.id);
    const grown = decimal(item.quantity)?.minus(decimal(was?.quantity) ?? 0);
    if (!grown?.gt(0)) return [];
    const serial = item.serials.find((one) => !was?.serials.includes(one)) ?? '';
    return [{ id: item.id, quantity: plainNumber(grown), serial }];
  });
}

/** The same, each of several pieces by itself: one that is refused leaves the others. */
export function scannedEach(before: readonly Item[], after: readonly Item[]): Scan[] {
  const scan = scanned(before, after);
  const pieces = scan.flatMap(({ id, serial }) => {
    if (!serial) return [];
    const had = before.find((one) => one.id === id)?.serials ?? [];
    const now = after.find((one) => one.id === id)?.serials ?? [];
    return now
      .filter((one) => !had.includes(one))
      .map((one) => ({ id, quantity: '1', serial: one }));
  });
  if (pieces.length > 1) return pieces.map((one) => [one]);
  return scan.length > 0 ? [scan] : [];
}

/** The basket without what a scan put into it; what is gone by then is gone. */
export function withoutScan(items: readonly Item[], scan: Scan): Item[] {
  return items.flatMap((item) => {
    const part = scan.find((one) => one.id === item.id);
    if (!part || (part.serial && !item.serials.includes(part.serial))) return [item];
    const left = decimal(item.quantity)?.minus(decimal(part.quantity) ?? 0);
    if (!left?.gt(0)) return [];
    const serials = item.serials.filter((one) => one !== part.serial);
    return [{ ...item, quantity: plainNumber(left), serials }];
  });
}

export interface Judged {
  /** scans that are taken back, and why */
  back: Scan[];
  why: string[];
  /** what else is wrong with the basket */
  errors: Record<string, string>;
}

/**
 * Of what is refused the scan is taken back that did it: of a piece its own, of a quantity the last
 * one. `scans` were not judged yet, the newest stands last.
 */
export function judge(errors: Readonly<Record<string, string>>, scans: readonly Scan[]): Judged {
  const judged: Judged = { back: [], why: [], errors: {} };
  for (const [key, message] of Object.entries(errors)) {
    const did = scans.findLast((scan) =>
      scan.some(({ id, serial }) => key === id || (serial && key === pieceKey(id, serial))),
    );
    if (!did) judged.errors[key] = message;
    else {
      judged.why.push(message);
      if (!judged.back.includes(did)) judged.back.push(did);
    }
  }
  return judged;
}
