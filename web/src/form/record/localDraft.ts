/**
 * Unsaved work is kept on this computer, so that a reload or a crash loses nothing. Every window
 * keeps its own; what a window left behind that is gone is offered to the next one.
 */
import { filledRows, isUnresolved, type Row, type RowRules, type Unresolved } from '@/grid/rows';
import { whenTaken } from '@/lib/keptLines';
import { keep, kept, keptNames, lookAgain, moveKept, watchKept } from '@/lib/safekeeping';
import { openWindows, windowId } from '@/lib/windows';
import type { Value } from '../form';
import type { EditorState } from './editor';

export interface LocalDraft {
  at: string;
  etag: string | null;
  version: string;
  values: Record<string, Value>;
  rows: Record<string, Row[]>;
  /** what it was typed onto: others may have changed the record since */
  before?: EditorState['before'];
}

/** What was sent of a record and not answered: it may have been done. */
export interface LostWish {
  key: string;
  /** the action that was to come with it */
  then: string | null;
  body: Record<string, unknown>;
  /** what was on the page when it was sent */
  draft: LocalDraft;
}

export interface Left {
  name: string;
  draft: LocalDraft;
}

export interface DraftPlace {
  user: string;
  company: string;
  form: string;
  /** null for a record that does not exist yet */
  id: string | null;
}

function beginningOf({ user, company, form, id }: DraftPlace): string {
  return ['huolang.draft', user, company, form, id ?? 'new', ''].join(':');
}

function nameOf(place: DraftPlace): string {
  return beginningOf(place) + windowId();
}

export function keepDraft(
  place: DraftPlace,
  version: string,
  state: EditorState,
  rules: Record<string, RowRules>,
  /** when it was typed, where that is not now */
  at?: string,
): void {
  const draft = draftOf(version, state, rules);
  keep(nameOf(place), JSON.stringify(at === undefined ? draft : { ...draft, at }));
}

function draftOf(version: string, state: EditorState, rules: Record<string, RowRules>): LocalDraft {
  const rows: Record<string, Row[]> = {};
  for (const [name, each] of Object.entries(rules)) {
    rows[name] = filledRows(state.tables[name]?.rows ?? [], each).map(asked);
  }
  return {
    at: new Date().toISOString(),
    etag: state.etag,
    version,
    values: state.values,
    rows,
    ...(state.etag === null ? {} : { before: state.before }),
  };
}

/** What was being looked up when this window ended is asked for by the next. */
function asked(row: Row): Row {
  const waits = Object.entries(row.values).filter(([, value]) => isUnresolved(value));
  if (waits.length === 0) return row;
  const typed = waits.map(([name, value]) => {
    const { typed: text, pending } = value as Unresolved;
    return [name, pending === undefined ? { typed: text } : { typed: text, pending: false }];
  });
  return { ...row, values: { ...row.values, ...Object.fromEntries(typed) } };
}

/**
 * Whoever drops a new record means another one with the next. What was sent of one that is there is
 * still to be asked for, even where nothing is unsaved.
 */
export function dropDraft(place: DraftPlace): void {
  keep(nameOf(place), null);
  if (place.id === null) keep(wishOf(nameOf(place)), null);
}

/** It lies beside the draft, and goes with it. */
function wishOf(draft: string): string {
  return draft.replace(/^huolang\.draft:/, 'huolang.wish:');
}

export function keepLost(
  place: DraftPlace,
  lost: Pick<LostWish, 'key' | 'then' | 'body'>,
  on: { version: string; state: EditorState; rules: Record<string, RowRules> },
): void {
  keepWish(place, { ...lost, draft: draftOf(on.version, on.state, on.rules) });
}

export function keepWish(place: DraftPlace, wish: LostWish | null): void {
  keep(wishOf(nameOf(place)), wish && JSON.stringify(wish));
}

export function forgetLost(place: DraftPlace): void {
  keepWish(place, null);
}

/** What was typed and what was sent of it: it is not meant any more. */
export function dropWork(place: DraftPlace): void {
  dropDraft(place);
  forgetLost(place);
}

export function findLost(place: DraftPlace, version: string): LostWish | null {
  const found = kept(wishOf(nameOf(place)));
  if (!found) return null;
  try {
    const wish = JSON.parse(found) as LostWish;
    return wish.draft.version === version ? wish : null;
  } catch {
    return null;
  }
}

/** Drafts of another version of the form are left out: their fields may mean something else. */
export function findDraft(place: DraftPlace, version: string): LocalDraft | null {
  return read(nameOf(place), version);
}

/** What was left by a window that is gone, the newest first. */
export async function findLeft(place: DraftPlace, version: string): Promise<Left | null> {
  const beginning = beginningOf(place);
  await lookAgain(beginning);
  const all = keptNames(beginning);
  if (all.length === 0) return null;
  const open = await openWindows();
  const left = all
    .filter((name) => !open.has(name.slice(beginning.length)))
    .flatMap((name) => {
      const draft = read(name, version);
      return draft ? [{ name, draft }] : [];
    });
  return left.sort((a, b) => b.draft.at.localeCompare(a.draft.at))[0] ?? null;
}

export function dropLeft({ name }: Left): void {
  keep(name, null);
  keep(wishOf(name), null);
}

/**
 * What was sent with it and not answered comes along. Null where another window was quicker, or has
 * dropped it.
 */
export async function takeLeft(
  { name }: Left,
  place: DraftPlace,
  version: string,
): Promise<LocalDraft | null> {
  const mine = nameOf(place);
  await lookAgain(wishOf(name));
  const isOurs = await moveKept(name, (found) => {
    const wish = kept(wishOf(name));
    return new Map<string, string | null>([
      [name, null],
      [wishOf(name), null],
      [mine, found],
      [wishOf(mine), wish],
    ]);
  });
  return isOurs ? read(mine, version) : null;
}

/** Told when another window took over, or dropped, what this one shows and has not saved. */
export function whenDraftTaken(place: DraftPlace, tell: () => void): () => void {
  return whenTaken(nameOf(place), tell);
}

/** Told when another window took it, or dropped it. */
export function whenLeftIsGone({ name }: Left, tell: () => void): () => void {
  return watchKept((names) => {
    if (names.includes(name) && kept(name) === null) tell();
  });
}

function read(name: string, version: string): LocalDraft | null {
  const found = kept(name);
  if (!found) return null;
  try {
    const draft = JSON.parse(found) as LocalDraft;
    return draft.version === version && typeof draft.values === 'object' ? draft : null;
  } catch {
    return null;
  }
}
