/** Where the person is in the grid; moving there scrolls first and focuses once the cell exists. */
import { useCallback, useLayoutEffect, useRef, useState, type RefObject } from 'react';

import type { Place } from './block';

export interface FocusHandle {
  active: Place | null;
  /** the other end of the selection; null when one cell is selected */
  anchor: Place | null;
  goTo(place: Place, extend?: boolean): void;
  /** goes there once the lines have changed: now others stand in their places */
  settleAt(place: Place): void;
  /** a cell got the focus, by whatever way */
  entered(place: Place, extend: boolean): void;
  left(): void;
  element(place: Place | null): HTMLElement | null;
}

/** Which cell an element belongs to. */
export function placeOf(target: EventTarget | null): Place | null {
  if (!(target instanceof HTMLElement)) return null;
  const { row, column } = target.dataset;
  return row === undefined || column === undefined
    ? null
    : { row: Number(row), column: Number(column) };
}

export function useFocus(
  scroller: RefObject<HTMLElement | null>,
  scrollToRow: (row: number) => void,
  /** of lines */
  count: number,
): FocusHandle {
  const [active, setActive] = useState<Place | null>(null);
  const [anchor, setAnchor] = useState<Place | null>(null);
  const pending = useRef<Place | null>(null);
  const extending = useRef(false);

  const element = useCallback(
    (place: Place | null) =>
      place &&
      (scroller.current?.querySelector<HTMLElement>(
        `[data-row="${String(place.row)}"][data-column="${String(place.column)}"]`,
      ) ??
        null),
    [scroller],
  );

  const tryFocus = useCallback(() => {
    const found = element(pending.current);
    if (!found) {
      // Not drawn yet: keys that come meanwhile must not go elsewhere.
      if (document.activeElement === document.body) {
        scroller.current?.focus({ preventScroll: true });
      }
      return;
    }
    pending.current = null;
    found.focus({ preventScroll: true });
    // Missing in jsdom.
    if ('scrollIntoView' in found) found.scrollIntoView({ block: 'nearest', inline: 'nearest' });
  }, [element, scroller]);

  /** Lines came or went above the one that has the focus: it has another place now. */
  const follow = useCallback(() => {
    const here = placeOf(document.activeElement);
    if (!active || !here || !scroller.current?.contains(document.activeElement)) return;
    if (here.row !== active.row || here.column !== active.column) setActive(here);
  }, [active, scroller]);

  useLayoutEffect(() => {
    if (!pending.current) {
      follow();
      return;
    }
    // the last lines may be gone
    const row = Math.max(0, Math.min(pending.current.row, count - 1));
    if (row !== pending.current.row) pending.current = { ...pending.current, row };
    tryFocus();
    if (pending.current) scrollToRow(row);
  });

  const goTo = useCallback(
    (place: Place, extend = false) => {
      pending.current = place;
      extending.current = extend;
      setActive(place);
      if (extend) setAnchor((before) => before ?? active);
      else setAnchor(null);
      scrollToRow(place.row);
      tryFocus();
    },
    [active, scrollToRow, tryFocus],
  );

  const settleAt = useCallback((place: Place) => {
    pending.current = place;
    extending.current = false;
    setAnchor(null);
    // a place of its own, so that this component is drawn again in any case
    setActive({ ...place });
  }, []);

  const entered = useCallback(
    (place: Place, extend: boolean) => {
      const extended = extend || extending.current;
      extending.current = false;
      pending.current = null;
      setAnchor((before) => (extended ? (before ?? active) : null));
      setActive(place);
    },
    [active],
  );

  const left = useCallback(() => {
    if (pending.current) return;
    setActive(null);
    setAnchor(null);
  }, []);

  return { active, anchor, goTo, settleAt, entered, left, element };
}
