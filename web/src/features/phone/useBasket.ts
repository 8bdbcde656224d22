/** A basket outlives the page: it is kept on this device until it is confirmed or emptied. */
import { useCallback, useEffect, useRef, useState } from 'react';

import { keep as keepSafe, kept, watchKept } from '@/lib/safekeeping';
import { useSession } from '@/lib/session';
import type { Item } from './basket';
import { boxOf } from './parcels';

export interface Basket<More = object> {
  items: Item[];
  /** what the server refused, by item */
  errors: Record<string, string>;
  more: More | null;
}

const EMPTY: Basket<never> = { items: [], errors: {}, more: null };

/** A basket was filled by somebody else than its own page. */
const CHANGED = 'huolang.basket';

function read<More>(name: string): Basket<More> {
  try {
    const found = JSON.parse(kept(name) ?? 'null') as Basket<More> | null;
    return found && Array.isArray(found.items) ? found : EMPTY;
  } catch {
    return EMPTY;
  }
}

function write(name: string, basket: Basket<unknown>): void {
  const empty = basket.items.length === 0 && basket.more === null;
  keepSafe(name, empty ? null : JSON.stringify(basket));
}

function nameOf(box: string, task: string): string {
  return `${box}.${task}`;
}

/** Puts what was refused back, before what was scanned since. */
export function putBack(box: string, task: string, kept: Basket<unknown>): void {
  const name = nameOf(box, task);
  const now = read<unknown>(name);
  write(name, {
    items: [...kept.items, ...now.items],
    errors: { ...now.errors, ...kept.errors },
    more: kept.more ?? now.more,
  });
  window.dispatchEvent(new Event(CHANGED));
}

export function useBasket<More = object>(task: string) {
  const name = nameOf(boxOf(useSession()), task);
  const [basket, setBasket] = useState<Basket<More>>(() => read<More>(name));
  // Whoever waited for the server goes on with what the basket is by then.
  const latest = useRef(basket);
  const show = useCallback((next: Basket<More>) => {
    latest.current = next;
    setBasket(next);
  }, []);
  useEffect(() => {
    const anew = () => {
      show(read<More>(name));
    };
    const forget = watchKept((names) => {
      if (names.includes(name) && JSON.stringify(latest.current) !== kept(name)) anew();
    });
    window.addEventListener(CHANGED, anew);
    return () => {
      forget();
      window.removeEventListener(CHANGED, anew);
    };
  }, [name, show]);
  const keep = useCallback(
    (next: Partial<Basket<More>>) => {
      const after = { ...latest.current, ...next };
      write(name, after);
      show(after);
    },
    [name, show],
  );
  const now = useCallback(() => latest.current, []);
  return { basket, keep, now };
}
