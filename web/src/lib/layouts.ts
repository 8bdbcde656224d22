/**
 * How somebody arranged the columns of a table. The server keeps it with them (`layoutSync`); what
 * lies in this browser answers at once. It is marked with company and person: who logs in next in the
 * same browser finds their own columns.
 */
import { recall, recallNames, remember } from './remember';

export interface Layout {
  /** shown though the table hides them by itself, or the other way round */
  turned: readonly string[];
  /** all but the first; none: as the table has them */
  order: readonly string[];
  /** in pixels, of those that were changed */
  widths: Readonly<Record<string, number>>;
}

export const AS_IT_WAS: Layout = { turned: [], order: [], widths: {} };

const PLACE = 'huolang.columns:';
/** Stands before what the server has not got yet. */
const UNSENT = '*';

let owner = '';
/** where the browser keeps nothing */
const copy = new Map<string, string>();
const watchers = new Set<() => void>();
const arrangers = new Set<(table: string) => void>();

function tell(): void {
  for (const watcher of watchers) watcher();
}

export function layoutsBelongTo(who: { user: { id: string }; company: { id: number } }): void {
  const next = `${String(who.company.id)}:${who.user.id}:`;
  if (owner === next) return;
  owner = next;
  tell();
}

/** Whose columns are shown now. */
export function layoutOwner(): string {
  return owner;
}

function put(table: string, text: string | null): void {
  const place = PLACE + owner + table;
  remember(place, text);
  if (recall(place) === text) copy.delete(place);
  else copy.set(place, text ?? '');
  tell();
}

function read(table: string): string {
  const place = PLACE + owner + table;
  return copy.get(place) ?? recall(place) ?? '';
}

/** As text: the same as long as nobody arranges anything. */
export function layoutText(table: string): string {
  const text = read(table);
  return text.startsWith(UNSENT) ? text.slice(1) : text;
}

const isNames = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** What is no layout is forgotten. */
export function layoutIn(text: string): Layout {
  try {
    const { turned, order, widths } = JSON.parse(text) as Record<keyof Layout, unknown>;
    if (!isNames(turned) || !isNames(order) || typeof widths !== 'object') return AS_IT_WAS;
    const pixels = Object.entries(widths ?? {}).filter(([, one]) => typeof one === 'number');
    return { turned, order, widths: Object.fromEntries(pixels) as Record<string, number> };
  } catch {
    return AS_IT_WAS;
  }
}

function isAsItWas({ turned, order, widths }: Layout): boolean {
  return turned.length + order.length + Object.keys(widths).length === 0;
}

/** By the person, just now. */
export function arrange(table: string, layout: Layout): void {
  put(table, UNSENT + JSON.stringify(layout));
  for (const hear of arrangers) hear(table);
}

/** As the server has it. */
export function takeLayout(table: string, layout: Layout): void {
  put(table, isAsItWas(layout) ? null : JSON.stringify(layout));
}

export function isUnsent(table: string): boolean {
  return read(table).startsWith(UNSENT);
}

/** The tables that this browser knows the owner to have arranged. */
export function arrangedTables(): string[] {
  const mine = PLACE + owner;
  const held = [...copy.keys()].filter((place) => place.startsWith(mine));
  return [...new Set([...held, ...recallNames(mine)])].map((place) => place.slice(mine.length));
}

function hearOtherWindows({ key }: StorageEvent): void {
  if (key?.startsWith(PLACE)) tell();
}

export function watchLayouts(watcher: () => void): () => void {
  if (watchers.size === 0) window.addEventListener('storage', hearOtherWindows);
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
    if (watchers.size === 0) window.removeEventListener('storage', hearOtherWindows);
  };
}

/** Hears which table its owner arranges in this window. */
export function watchArranging(hear: (table: string) => void): () => void {
  arrangers.add(hear);
  return () => {
    arrangers.delete(hear);
  };
}
