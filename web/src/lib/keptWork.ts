/**
 * Unsaved work outside of documents: what was typed into a list, or into a panel of settings. It is
 * kept on this computer as it is typed, for this window; what a window left behind that is gone is
 * for the next one that looks there: in a list it is in its cells again, to a panel it is offered.
 */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';

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

/** The names of what windows left behind that are gone. */
async function leftAt(beginning: string): Promise<string[]> {
  await lookAgain(beginning);
  const others = keptNames(beginning).filter((name) => name !== beginning + windowId());
  if (others.length === 0) return [];
  const open = await openWindows();
  return others.filter((name) => !open.has(name.slice(beginning.length)));
}

/** Work of a window that is gone becomes that of this one, which has none. */
async function takeOver(beginning: string, mine: string): Promise<void> {
  const [left] = await leftAt(beginning);
  if (left === undefined || kept(mine) !== null) return;
  write(mine, kept(left));
  keep(left, null);
}

/** `what` names the place where it is typed. */
function useBeginning(what: string): string {
  const { user, company } = useSession();
  return ['huolang.work', user.id, String(company.id), what, ''].join(':');
}

/** What is left of a window that is gone is in it again. */
export function useTakenWork<T extends object>(what: string): KeptWork<T> {
  const beginning = useBeginning(what);
  const name = beginning + windowId();
  useEffect(() => {
    if (kept(name) === null) void takeOver(beginning, name);
  }, [beginning, name]);
  return useKeptWork<T>(what);
}

export interface LeftWork<T> {
  work: T;
  /** what is left of it then */
  keep(work: T | null): void;
}

/** What windows left behind that are gone, to be offered. */
export function useLeftWork<T extends object>(what: string): LeftWork<T>[] {
  const beginning = useBeginning(what);
  const [names, setNames] = useState<readonly string[]>([]);
  useEffect(() => {
    let gone = false;
    void leftAt(beginning).then((found) => {
      if (!gone) setNames(found);
    });
    return () => {
      gone = true;
    };
  }, [beginning]);
  const texts = useSyncExternalStore(watch, () => JSON.stringify(names.map(kept)));
  return useMemo(
    () =>
      (JSON.parse(texts) as (string | null)[]).flatMap((text, index) => {
        const [work, name] = [read<T>(text), names[index]];
        if (!work || name === undefined) return [];
        const keepRest = (rest: T | null) => {
          write(name, rest && JSON.stringify(rest));
        };
        return [{ work, keep: keepRest }];
      }),
    [texts, names],
  );
}

export function useKeptWork<T extends object>(what: string): KeptWork<T> {
  const name = useBeginning(what) + windowId();
  const text = useSyncExternalStore(watch, () => kept(name));
  const work = useMemo(() => read<T>(text), [text]);
  const now = useCallback(() => read<T>(kept(name)), [name]);
  const keepWork = useCallback(
    (next: T | null) => {
      write(name, next && JSON.stringify(next));
    },
    [name],
  );
  return { work, now, keep: keepWork };
}
