/**
 * Asks the server, scan after scan, what it would refuse if this were confirmed now. What it refuses
 * is taken back and said at once. Without a network nobody is asked: it is said after confirming.
 */
import { useCallback, useEffect, useRef, useState } from 'react';

import { send } from '@/lib/api';
import type { Refusal } from '@/lib/problem';
import { complain } from '@/scan/feedback';
import type { Item } from './basket';
import {
  isUnfinished,
  judge,
  refusalsOf,
  scannedEach,
  STAYS,
  withoutScan,
  type Scan,
} from './tried';
import type { Basket } from './useBasket';

interface Parts<More> {
  /** where the server is asked */
  path: string;
  body(items: readonly Item[]): Record<string, unknown>;
  /** may this person confirm it? Otherwise nobody is asked */
  allowed: boolean;
  now(): Basket<More>;
  keep(next: Partial<Basket<More>>): void;
  /** the newest scan is taken back: what was said of it is no longer so */
  onBack?(): void;
  /** something is refused that no scan did: the document may be another by now */
  onNews?(): void;
}

async function ask(path: string, body: Record<string, unknown>): Promise<Refusal[] | null> {
  try {
    const request = { method: 'POST', body, sessionNeeded: false } as const;
    return (await send<{ errors: Refusal[] }>(path, request)).data.errors;
  } catch {
    return null;
  }
}

export type Trying = ReturnType<typeof useTrying>;

export function useTrying<More>({ path, body, allowed, now, keep, onBack, onNews }: Parts<More>) {
  /** why scans were taken back, until somebody has read it */
  const [refused, setRefused] = useState<string[]>([]);
  const scans = useRef<Scan[]>([]);
  const busy = useRef(false);
  const again = useRef(false);

  const once = async (): Promise<void> => {
    const { items, errors: before } = now();
    const seen = scans.current;
    const found = items.length > 0 ? await ask(path, body(items)) : [];
    if (found === null || again.current) return;
    const unfinished = isUnfinished(found);
    const { back, why, errors } = judge(refusalsOf(found, items), unfinished ? [] : seen);
    if (before[STAYS]) errors[STAYS] = before[STAYS];
    const unjudged = unfinished || back.length > 0;
    scans.current = unjudged ? seen.filter((one) => !back.includes(one)) : [];
    again.current = back.length > 0;
    const left = back.reduce<Item[]>(withoutScan, now().items);
    const news = Object.values(errors).some((one) => !Object.values(before).includes(one));
    if (why.length > 0 || (news && !unfinished)) complain();
    if (news && !unfinished) onNews?.();
    const [newest] = seen.slice(-1);
    if (newest && back.includes(newest)) onBack?.();
    if (why.length > 0) setRefused((said) => [...new Set([...said, ...why])]);
    if (back.length > 0 || JSON.stringify(errors) !== JSON.stringify(before)) {
      keep(back.length > 0 ? { items: left, errors } : { errors });
    }
  };
  const latest = useRef(once);
  useEffect(() => {
    latest.current = once;
  });
  const run = useCallback(async () => {
    again.current = true;
    if (busy.current) return;
    busy.current = true;
    while (again.current) {
      again.current = false;
      await latest.current();
    }
    busy.current = false;
  }, []);

  useEffect(() => {
    if (allowed) void run();
  }, [allowed, path, run]);

  /** The basket as a scan leaves it; that may be taken back. */
  const scan = (items: Item[]) => {
    scans.current = [...scans.current, ...scannedEach(now().items, items)];
    keep({ items });
    if (allowed) void run();
  };
  /** The basket as somebody mended it. */
  const change = (items: Item[], errors = now().errors) => {
    keep({ items, errors: items.length > 0 ? errors : {} });
    if (allowed) void run();
  };
  const forget = () => {
    scans.current = [];
    setRefused([]);
  };
  const read = () => {
    setRefused([]);
  };
  return { refused, scan, change, forget, read };
}
