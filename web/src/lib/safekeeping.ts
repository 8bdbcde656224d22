/**
 * What must outlive a crash: unsaved work, and what was scanned and is not sent yet. It lies in
 * IndexedDB, which says that something is written when it is on the disk, not a minute before as
 * localStorage does; a copy in this page answers at once. What is kept in one go is written whole or
 * not at all. Where there is no IndexedDB, localStorage does what it can, and the screen says so.
 */
import { follow, openDisk, readAll, readSome, writeAll } from './disk';
import { newKey } from './idempotency';
import { announce, isOfOneWindow, OF_ONE_WINDOW, openLines, tellTaken } from './keptLines';
import { recall, recallNames, remember } from './remember';

const OURS = [...OF_ONE_WINDOW, 'huolang.comment:', 'huolang.phone.', 'huolang.count.'];
const AGAIN = 5_000;

type Listener = (names: readonly string[]) => void;

let disk: IDBDatabase | null = null;
let weak = false;
const copy = new Map<string, string>();
/** what is not on the disk yet, with a mark of its last change */
const unwritten = new Map<string, string>();
/** what goes with the next writing */
const next = new Set<string>();
const failed = new Set<string>();
/** what lies in localStorage, too, until it is on the disk */
const doubled = new Set<string>();
const listeners = new Set<Listener>();
let writing = false;
let leaving = false;

/** There is no IndexedDB here: a crash of the browser may lose what was not saved or sent. */
export function isWeak(): boolean {
  return weak;
}

export function isWritten(name: string): boolean {
  return !unwritten.has(name) && !failed.has(name);
}

/** It could not be written: it ends with this page. */
export function isFailed(name: string): boolean {
  return failed.has(name);
}

export function kept(name: string): string | null {
  return copy.get(name) ?? (disk ? null : recall(name));
}

export function keptNames(beginning: string): string[] {
  const mine = [...copy.keys()].filter((name) => name.startsWith(beginning));
  return [...new Set([...mine, ...(disk ? [] : recallNames(beginning))])].sort();
}

/** It is safe when `isWritten` says so; whoever waits for it listens. */
export function keep(name: string, value: string | null): void {
  note(name, value);
  if (!disk) {
    keepWeakly(name, value);
    return;
  }
  unwritten.set(name, newKey());
  next.add(name);
  if (leaving) leave();
  else if (!writing) queueMicrotask(writeNext);
}

/**
 * What lies under a name becomes something else in one go: of two windows that want what a third
 * left behind, one gets it. `become` says what is written, and under which names.
 */
export async function moveKept(
  name: string,
  become: (found: string) => ReadonlyMap<string, string | null>,
): Promise<boolean> {
  if (!disk || !isWritten(name)) {
    const found = kept(name);
    if (found === null) return false;
    for (const [each, value] of become(found)) keep(each, value);
    return true;
  }
  const touched = [name];
  const moved = await follow(disk, name, (found) => {
    const changes = become(found);
    changes.forEach((value, each) => {
      note(each, value);
    });
    touched.push(...changes.keys());
    return changes;
  });
  if (!moved) copy.delete(name);
  tell(touched);
  announce(touched, isGone);
  return moved;
}

function note(name: string, value: string | null): void {
  if (value === null) copy.delete(name);
  else copy.set(name, value);
}

/** Tells of what was written, and of what another window wrote. */
export function watchKept(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

/** Looks at the disk once more: other windows write, too. */
export async function lookAgain(beginning: string): Promise<void> {
  const found = disk && (await readAll(disk, beginning).catch(() => null));
  if (found) take([...new Set([...keptNames(beginning), ...found.keys()])], found);
}

/** Before the first page is drawn. */
export async function openKept(): Promise<void> {
  try {
    const opened = await openDisk();
    for (const [name, value] of await readAll(opened)) copy.set(name, value);
    disk = opened;
  } catch {
    weak = true;
  }
  window.addEventListener('storage', ({ key, newValue }) => {
    if (!OURS.some((each) => key?.startsWith(each))) return;
    if (weak && key) {
      if (newValue === null) tellTaken([key]);
      tell([key]);
    } else if (newValue !== null) moveOver();
  });
  if (weak) return;
  moveOver();
  window.addEventListener('pagehide', () => {
    leaving = true;
    leave();
  });
  window.addEventListener('pageshow', () => {
    leaving = false;
  });
  openLines({ hear: (names) => void hear(names), take: lose });
  // A window that was asleep heard nothing.
  document.addEventListener('visibilitychange', () => void missOut());
}

const isGone = (name: string) => !copy.has(name);

function lose(names: readonly string[]): void {
  const had = [...new Set(names)].filter((name) => copy.has(name));
  take(names, new Map());
  tellTaken(had);
  tell(names);
}

async function missOut(): Promise<void> {
  if (!disk || document.visibilityState !== 'visible') return;
  const mine = [...copy.keys()].filter((name) => isOfOneWindow(name) && isWritten(name));
  const found = mine.length > 0 ? await readSome(disk, mine).catch(() => null) : null;
  if (found) lose(mine.filter((name) => !found.has(name)));
}

/** What an earlier release, or a page that ended while it wrote, left in localStorage. */
function moveOver(): void {
  for (const name of OURS.flatMap(recallNames)) {
    const value = recall(name);
    if (value === null || doubled.has(name)) continue;
    doubled.add(name);
    keep(name, value || null);
  }
}

async function hear(names: readonly string[]): Promise<void> {
  const shared = names.filter((name) => !isOfOneWindow(name));
  if (!disk || shared.length === 0) return;
  const found = await readSome(disk, shared).catch(() => null);
  if (!found) return;
  take(shared, found);
  tell(shared);
}

function take(names: readonly string[], found: ReadonlyMap<string, string>): void {
  for (const name of names.filter(isWritten)) note(name, found.get(name) ?? null);
}

function keepWeakly(name: string, value: string | null): void {
  remember(name, value);
  if (recall(name) === value) {
    copy.delete(name);
    failed.delete(name);
  } else failed.add(name);
  queueMicrotask(() => {
    tell([name]);
  });
}

/** The page ends, perhaps before the disk has answered: the next one finds it in localStorage. */
function leave(): void {
  for (const name of unwritten.keys()) {
    doubled.add(name);
    remember(name, copy.get(name) ?? '');
  }
  void write();
}

function writeNext(): void {
  if (!writing) void write();
}

async function write(): Promise<void> {
  if (!disk || next.size === 0) return;
  const marks = new Map([...next].map((name) => [name, unwritten.get(name)]));
  const changes = new Map([...next].map((name) => [name, copy.get(name) ?? null]));
  next.clear();
  writing = true;
  let worked = true;
  try {
    await writeAll(disk, changes);
  } catch {
    worked = false;
  }
  writing = false;
  settle(
    [...marks].filter(([name, mark]) => unwritten.get(name) === mark).map(([name]) => name),
    worked,
  );
  writeNext();
}

function settle(names: readonly string[], worked: boolean): void {
  for (const name of names) {
    if (worked) {
      unwritten.delete(name);
      failed.delete(name);
      if (doubled.delete(name)) remember(name, null);
    } else failed.add(name);
  }
  if (worked) announce(names, isGone);
  else setTimeout(() => void writeAgain(), AGAIN);
  tell(names);
}

/** A full disk may have room by now; a browser that closed its database may open it again. */
async function writeAgain(): Promise<void> {
  disk = await openDisk().catch(() => disk);
  for (const name of failed) next.add(name);
  writeNext();
}

function tell(names: readonly string[]): void {
  if (names.length > 0) for (const listener of listeners) listener(names);
}
