/**
 * Unsaved work outside of documents: what was typed into a list, or into a panel of settings. It is
 * kept on this computer as it is typed, for this window; what a window left behind that is gone is
 * offered to the others, and the first that takes it has it.
 */
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';

import { keep, kept, keptNames, lookAgain, moveKept, watchKept } from './safekeeping';
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

function textOf(work: object | null): string | null {
  return work && JSON.stringify(work);
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

/** `what` names the place where it is typed. */
function useBeginning(what: string): string {
  const { user, company } = useSession();
  return ['huolang.work', user.id, String(company.id), what, ''].join(':');
}

interface Shared<T> {
  /** what this window has then */
  mine: T | null;
  /** what stays where it was */
  rest: T | null;
}

export interface LeftWork<T> {
  work: T;
  /** what is left of it then */
  keep(work: T | null): void;
  /** It is shared out as it is by then; false where another window was quicker. */
  take(share: (work: T, mine: T | null) => Shared<T>): Promise<boolean>;
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
          write(name, textOf(rest));
        };
        const own = beginning + windowId();
        const take: LeftWork<T>['take'] = (share) =>
          moveKept(name, (found) => {
            const { mine, rest } = share(read<T>(found) ?? work, read<T>(kept(own)));
            return new Map([
              [name, textOf(rest)],
              [own, textOf(mine)],
            ]);
          });
        return [{ work, keep: keepRest, take }];
      }),
    [texts, names, beginning],
  );
}

export function useKeptWork<T extends object>(what: string): KeptWork<T> {
  const name = useBeginning(what) + windowId();
  const text = useSyncExternalStore(watch, () => kept(name));
  const work = useMemo(() => read<T>(text), [text]);
  const now = useCallback(() => read<T>(kept(name)), [name]);
  const keepWork = useCallback(
    (next: T | null) => {
      write(name, textOf(next));
    },
    [name],
  );
  return { work, now, keep: keepWork };
}
