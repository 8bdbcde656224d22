/**
 * An answer that comes after its page was left is for the page that shows its record by then: that
 * one holds what was typed since.
 */
import { useEffect, useMemo, useRef } from 'react';

import type { DraftPlace } from './localDraft';

/** How many pages of this window show a place. */
const pages = new Map<string, number>();

export interface Page {
  /** it is still there */
  isHere(): boolean;
  /** it is gone, and another shows what it showed */
  isFollowed(): boolean;
}

export function usePage({ user, company, form, id }: DraftPlace): Page {
  const name = [user, company, form, id ?? 'new'].join(':');
  const here = useRef(false);
  useEffect(() => {
    const count = (by: 1 | -1) => pages.set(name, (pages.get(name) ?? 0) + by);
    here.current = true;
    count(1);
    return () => {
      here.current = false;
      count(-1);
    };
  }, [name]);
  return useMemo(
    () => ({
      isHere: () => here.current,
      isFollowed: () => !here.current && (pages.get(name) ?? 0) > 0,
    }),
    [name],
  );
}
