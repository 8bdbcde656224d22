/**
 * The row, the button or the window that led to a page goes with the page before: the focus would be
 * nowhere. It goes to the title of the page that opens, which is read out; Tab goes on from there.
 */
import { useEffect, useRef, type RefObject } from 'react';

const AGAIN = 50;
/** What of the page before is still drawn, or a window that is closing, has the focus so long. */
const LONGEST = 3_000;

export function isFocusLost(): boolean {
  const at = document.activeElement;
  return at === null || at === document.body;
}

export function focusTitle(title: HTMLElement | null): void {
  if (!title) return;
  title.tabIndex = -1;
  title.focus({ preventScroll: true });
}

let isAwaited = false;

/** Whoever logs in arrives, too: the form that they typed into is gone. */
export function awaitArrival(): void {
  isAwaited = true;
}

/** `path`: of the page that is drawn. Who opens an address begins at the top of the frame. */
export function useArrival(path: string): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path && !isAwaited) return undefined;
    before.current = path;
    const begun = Date.now();
    const look = setInterval(() => {
      isAwaited = false;
      if (isFocusLost()) focusTitle(document.querySelector('#main h1'));
      if (Date.now() - begun > LONGEST) clearInterval(look);
    }, AGAIN);
    return () => {
      clearInterval(look);
    };
  }, [path]);
}

/** What was `open` above a page is closed: what opened it has the focus again, or else the title. */
export function useFocusBack(open: boolean): RefObject<HTMLButtonElement | null> {
  const opener = useRef<HTMLButtonElement>(null);
  const was = useRef(open);
  useEffect(() => {
    const closed = was.current && !open;
    was.current = open;
    if (!closed) return undefined;
    const timer = setTimeout(() => {
      if (!isFocusLost()) return;
      if (opener.current) opener.current.focus();
      else focusTitle(document.querySelector('#main h1'));
    }, AGAIN);
    return () => {
      clearTimeout(timer);
    };
  }, [open]);
  return opener;
}
