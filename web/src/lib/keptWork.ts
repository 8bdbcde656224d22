/**
 * Unsaved work outside of documents: what was typed into a list, or into a panel of settings. It is
 * kept on this computer as it is typed, for this window; what a window left behind that is gone goes
 * to the next one that looks there.
 */
import { useCallback, useEffect, useMemo, useSyncExternalStore } from 'react';

import { keep, kept, keptNames, lookAgain, watchKept } from './safekeeping';
import { useSession } from './session';
import { openWindows, windowId } from './windows';

export interface KeptWork<T> {
  /** null where nothing is unsaved */
  work: T | null;
  /** as it is by now, drawn or not */
  now(): T | null;
  keep(work: T | null): void;
}

const listeners = new Set<() => void>();

function watch(listener: () => void): () => void {
  listeners.add(listener);
  const end = watchKept(listener);
  return () => {
    listeners.delete(listener);
    end();
  };
}

function read<T>(text: string | null): T | null {
  if (!text) return null;
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === 'object' ? (found as T) : null;
  } catch {
    return null;
  }
}

function write(name: string, text: string | null): void {
  keep(name, text);
  for (const listener of listeners) listener();
}

/** Work of a window that is gone becomes that of this one, which has none. */
async function takeOver(beginning: string, mine: string): Promise<void> {
  await lookAgain(beginning);
  const others = keptNames(beginning).filter((name) => name !== mine);
  if (others.length === 0) return;
  const open = await openWindows();
  const left = others.find((name) => !open.has(name.slice(beginning.length)));
  if (left === undefined || kept(mine) !== null) return;
  write(mine, kept(left));
  keep(left, null);
}

/** `what` names the place where it is typed. */
export function useKeptWork<T extends object>(what: string): KeptWork<T> {
  const { user, company } = useSession();
  const beginning = ['huolang.work', user.id, String(company.id), what, ''].join(':');
  const name = beginning + windowId();
  const text = useSyncExternalStore(watch, () => kept(name));
  const work = useMemo(() => read<T>(text), [text]);
  useEffect(() => {
    if (kept(name) === null) void takeOver(beginning, name);
  }, [beginning, name]);
  const now = useCallback(() => read<T>(kept(name)), [name]);
  const keepWork = useCallback(
    (next: T | null) => {
      write(name, next && JSON.stringify(next));
    },
    [name],
  );
  return { work, now, keep: keepWork };
}
