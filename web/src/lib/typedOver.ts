/**
 * What is typed over what the server has, in a panel that is saved as a whole: it is kept on this
 * computer until it is saved, and stays where the server answers or is asked anew meanwhile.
 */
import { useEffect, useRef, useState } from 'react';

import { useKeptWork, useLeftWork } from './keptWork';
import { markTab } from './workTabs';

type Values = Record<string, unknown>;

interface Typed {
  values: Values;
  /** what stood there when it was typed */
  onto: Values;
}

export interface TypedOver<T> {
  /** what the server has, with what was typed on top */
  draft: T;
  /** what differs from what the server has */
  changes: Partial<T>;
  isChanged: boolean;
  /** was changed by somebody else since it was typed over */
  isOvertaken(name: keyof T): boolean;
  set(change: Partial<T>): void;
  /** Sends the changes; what is typed meanwhile stays typed. Whether nothing was. */
  save(send: (changes: Partial<T>) => Promise<unknown>): Promise<boolean>;
  drop(): void;
  /** what a window that is gone left behind unsaved: it is not in it before somebody says so */
  left: Left | null;
}

export interface Left {
  /** false where another window was quicker */
  take(): Promise<boolean>;
  drop(): void;
}

export interface Place {
  /** the page: its tab says that something is unsaved */
  path: string;
  /** one of its panels */
  part: string;
  /** what is never written to the disk */
  secret?: readonly string[];
}

const NOTHING: Typed = { values: {}, onto: {} };
const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);

function chosen(values: Values, wanted: (name: string) => boolean): Values {
  return Object.fromEntries(Object.entries(values).filter(([name]) => wanted(name)));
}

function without(work: Record<string, Typed>, part: string): Record<string, Typed> | null {
  const others = Object.entries(work).filter(([name]) => name !== part);
  return others.length > 0 ? Object.fromEntries(others) : null;
}

function useLeft(
  { path, part }: Place,
  there: Values,
  take: (values: Values, onto: Values) => void,
): Left | null {
  const all = useLeftWork<Record<string, Typed>>(path);
  const differs = ({ values }: Typed) =>
    Object.keys(values).some((name) => name in there && !same(values[name], there[name]));
  const left = all.find(({ work }) => differs(work[part] ?? NOTHING));
  if (!left) return null;
  const drop = () => {
    left.keep(without(left.work, part));
  };
  return {
    drop,
    take: async () => {
      const found: Typed[] = [];
      await left.take((work, mine) => {
        const typed = work[part];
        if (!typed) return { mine, rest: work };
        found.push(typed);
        return { mine: { ...mine, [part]: typed }, rest: without(work, part) };
      });
      for (const { values, onto } of found) take(values, onto);
      return found.length > 0;
    },
  };
}

export function useTypedOver<T extends object>(shown: T, place: Place): TypedOver<T> {
  const { path, part, secret = [] } = place;
  const { work, now, keep } = useKeptWork<Record<string, Typed>>(path);
  const [hidden, setHidden] = useState<Values>({});
  const isSecret = (name: string) => secret.includes(name);
  const there = shown as Values;
  const mine = work?.[part] ?? NOTHING;
  const typed = { ...mine.values, ...hidden };
  // A field that is no more is not sent.
  const changes = chosen(typed, (name) => name in there && !same(typed[name], there[name]));
  const isChanged = Object.keys(changes).length > 0;

  const unsaved = work !== null;
  useEffect(() => {
    markTab(path, { unsaved });
  }, [path, unsaved]);

  const sending = useRef(false);
  const shownNow = useRef(there);
  shownNow.current = there;
  const latest = () => now()?.[part] ?? NOTHING;
  const write = (values: Values, onto: Values) => {
    // While it is sent, what stands there is on its way to be something else.
    const isTyped = (name: string) =>
      sending.current || !same(values[name], shownNow.current[name]);
    const left = chosen(values, isTyped);
    const own = { values: left, onto: chosen(onto, (name) => name in left) };
    const others = without(now() ?? {}, part);
    const isNone = Object.keys(left).length === 0;
    keep(isNone ? others : { ...others, [part]: own });
    return isNone;
  };
  const settle = (saved: Values): boolean => {
    const { values, onto } = latest();
    const isSince = (name: string) => !(name in saved) || !same(values[name], saved[name]);
    setHidden((all) => chosen(all, (name) => !same(all[name], saved[name])));
    return write(
      chosen(values, isSince),
      chosen(onto, (name) => !(name in saved)),
    );
  };
  const left = useLeft(place, there, write);
  return {
    left: isChanged ? null : left,
    draft: { ...shown, ...chosen(typed, (name) => name in there) },
    changes: changes as Partial<T>,
    isChanged,
    isOvertaken: (name) => {
      const at = String(name);
      return at in changes && at in mine.onto && !same(mine.onto[at], there[at]);
    },
    set: (change) => {
      const given = change as Values;
      const { values, onto } = latest();
      setHidden((all) => ({ ...all, ...chosen(given, isSecret) }));
      const typedNow = chosen(given, (name) => !isSecret(name));
      const under = chosen(there, (name) => name in typedNow);
      write({ ...values, ...typedNow }, { ...under, ...onto });
    },
    save: async (send) => {
      sending.current = true;
      try {
        await send(changes as Partial<T>);
      } finally {
        sending.current = false;
      }
      return settle(changes);
    },
    drop: () => {
      setHidden({});
      write({}, {});
    },
  };
}
