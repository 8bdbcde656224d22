/** What was scanned of a document and not yet confirmed. Pure; quantities in base units. */
import { Decimal, decimal, plainNumber } from '@/lib/decimal';
import type { Served } from '@/lib/server';
import { newId } from '@/scan/ids';
import { same } from '@/scan/codes';

/** One that this device kept from earlier may not tell of numbers that are codes of goods as well. */
type Kept<Told extends { alike: string[] }> = Omit<Told, 'alike'> & { alike?: string[] };
export type SheetLine = Kept<Served<'HandlingLine'>>;
export type Sheet = Omit<Served<'HandlingSheet'>, 'lines'> & { lines: SheetLine[] };
export type Meant = Kept<Served<'GoodsOut'>>;
export type Spot = Served<'SpotOut'>;
/** What a line of a sheet and goods of a transfer have in common. */
export type Goods = Omit<Meant, 'factor' | 'serial' | 'batch' | 'part'>;

/** What is read off goods of a batch that may begin. */
export interface Days {
  expires_on: string | null;
  produced_on?: string | null;
  supplier_batch?: string;
}

/** So much of the line `source`, of one batch, at one place; or the pieces `serials`. */
export interface Item extends Days {
  id: string;
  source: string;
  quantity: string;
  batch: string;
  location: string;
  /** of a transfer: where it is put in the other warehouse */
  into?: string;
  serials: string[];
  /** it did not come and will not */
  lost?: boolean;
  /** what people call its goods, for when the document knows them no more */
  called?: string;
}

/** What is to be put into the basket of some goods. */
export interface Wish extends Partial<Days> {
  quantity: string;
  batch?: string;
  /** nothing: as the line proposes */
  location?: string;
  into?: string;
  serial?: string;
  lost?: boolean;
}

export type Outcome =
  { items: Item[]; refused: null } | { items: null; refused: 'tooMany' | 'twice'; left: string };

const ZERO = new Decimal(0);
export const number = (text: string) => decimal(text) ?? ZERO;
export const called = ({ code, name }: { code: string; name: string }) => `${code} ${name}`;

export function sum(parts: readonly string[]): Decimal {
  return parts.reduce((all, part) => all.plus(number(part)), ZERO);
}

export function takenOf(source: string, items: readonly Item[]): Decimal {
  return sum(items.filter((one) => one.source === source).map((one) => one.quantity));
}

/** What was scanned of lines that the document has no more, or of which nothing is open. */
export function strayed(lines: readonly SheetLine[], items: readonly Item[]): Item[] {
  return items.filter((item) => !lines.some((line) => line.source === item.source));
}

/** How much of a line is still expected, and how much more may be at most. `sent`: what waits. */
export function leftOf(line: SheetLine, items: readonly Item[], sent: readonly Item[] = []) {
  const gone = takenOf(line.source, items).plus(takenOf(line.source, sent));
  return { open: number(line.open).minus(gone), most: number(line.most).minus(gone) };
}

function isLike(item: Item, source: string, wish: Wish): boolean {
  return (
    item.source === source &&
    same(item.batch, wish.batch ?? '') &&
    same(item.location, wish.location ?? '') &&
    same(item.into ?? '', wish.into ?? '') &&
    item.serials.length > 0 === Boolean(wish.serial) &&
    Boolean(item.lost) === Boolean(wish.lost)
  );
}

function daysOf(wish: Wish, known: Days = { expires_on: null }): Days {
  const produced_on = wish.produced_on ?? known.produced_on;
  const supplier_batch = wish.supplier_batch || known.supplier_batch;
  return {
    expires_on: wish.expires_on ?? known.expires_on,
    ...(produced_on ? { produced_on } : {}),
    ...(supplier_batch ? { supplier_batch } : {}),
  };
}

/** One line takes so much; what is alike is counted up. */
function added(items: readonly Item[], line: SheetLine, quantity: Decimal, wish: Wish): Item[] {
  const { source } = line;
  const like = items.find((item) => isLike(item, source, wish));
  const serials = wish.serial ? [wish.serial] : [];
  if (like) {
    const grown: Item = {
      ...like,
      quantity: plainNumber(number(like.quantity).plus(quantity)),
      ...daysOf(wish, like),
      serials: [...like.serials, ...serials],
    };
    return items.map((item) => (item.id === like.id ? grown : item));
  }
  const made: Item = {
    id: newId(),
    source,
    quantity: plainNumber(quantity),
    batch: wish.batch ?? '',
    ...daysOf(wish),
    location: wish.location ?? '',
    ...(wish.into ? { into: wish.into } : {}),
    ...(wish.lost ? { lost: true } : {}),
    serials,
    called: `${line.code} ${line.name}`,
  };
  return [...items, made];
}

/**
 * Shares what was scanned out among the lines of its product: each up to what is open, then up to
 * what may be at most; or says that it is too much, and changes nothing.
 */
export function put(
  lines: readonly SheetLine[],
  items: readonly Item[],
  sent: readonly Item[],
  wish: Wish,
): Outcome {
  const { serial } = wish;
  if (serial && [...items, ...sent].some((one) => one.serials.some((each) => same(each, serial)))) {
    return { items: null, refused: 'twice', left: '0' };
  }
  const fits = lines.filter(({ batch }) => !batch || !wish.batch || same(batch, wish.batch));
  let rest = number(wish.quantity);
  let next = [...items];
  for (const bound of ['open', 'most'] as const) {
    for (const line of fits) {
      const room = leftOf(line, next, sent)[bound];
      const part = room.lt(rest) ? room : rest;
      if (part.lte(0)) continue;
      const location = line.located && !wish.lost ? (wish.location ?? line.put) : '';
      const of = { ...wish, location, ...(line.batch ? { batch: line.batch } : {}) };
      next = added(next, line, part, of);
      rest = rest.minus(part);
    }
  }
  if (rest.lte(0)) return { items: next, refused: null };
  const most = fits.map((line) => leftOf(line, items, sent).most);
  const left = most.reduce((all, one) => all.plus(one.gt(0) ? one : 0), ZERO);
  return { items: null, refused: 'tooMany', left: plainNumber(left) };
}

/** Without an item, or without one piece of it. */
export function dropped(items: readonly Item[], id: string, serial = ''): Item[] {
  return items.flatMap((item) => {
    if (item.id !== id) return [item];
    const serials = item.serials.filter((one) => one !== serial);
    const left = serial && serials.length > 0;
    return left ? [{ ...item, serials, quantity: String(serials.length) }] : [];
  });
}

/** One item is at another place; what is alike there is counted up. */
export function moved(items: readonly Item[], id: string, location: string): Item[] {
  const one = items.find((item) => item.id === id);
  if (!one) return [...items];
  const { source, batch, into, serials } = one;
  const { lost } = one;
  const wish = { quantity: one.quantity, batch, location, into, serial: serials[0], lost };
  const like = items.find((item) => item.id !== id && isLike(item, source, wish));
  if (!like) return items.map((item) => (item.id === id ? { ...item, location } : item));
  const both: Item = {
    ...like,
    quantity: plainNumber(sum([like.quantity, one.quantity])),
    serials: [...like.serials, ...serials],
  };
  return items.filter((item) => item.id !== id).map((item) => (item.id === like.id ? both : item));
}

/** The sheet after `items` were received or delivered. */
export function without(sheet: Sheet, items: readonly Item[]): Sheet {
  const lines = sheet.lines.map((line) => {
    const { open, most } = leftOf(line, items);
    return { ...line, open: plainNumber(open), most: plainNumber(most) };
  });
  return { ...sheet, lines: lines.filter((line) => number(line.open).gt(0)) };
}

/** The lines of a conversion. */
export function bodyOf(items: readonly Item[]): Record<string, unknown>[] {
  return items.map((one) => ({
    source: one.source,
    base_quantity: one.quantity,
    ...(one.batch ? { batch: one.batch } : {}),
    ...(one.produced_on ? { produced_on: one.produced_on } : {}),
    ...(one.expires_on ? { expires_on: one.expires_on } : {}),
    ...(one.supplier_batch ? { supplier_batch: one.supplier_batch } : {}),
    ...(one.lost ? { is_lost: true } : {}),
    ...(one.location ? { location: { code: one.location } } : {}),
    ...(one.serials.length ? { serials: one.serials } : {}),
  }));
}
