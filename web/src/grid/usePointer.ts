/** The mouse in the grid: a click takes a cell whole, Shift and a click select up to it. */
import { useRef, type MouseEvent, type RefObject } from 'react';

import type { FocusHandle } from './useFocus';
import { placeOf } from './useFocus';
import type { LookupHandle } from './useLookup';

export function usePointer(focus: FocusHandle, lookup: LookupHandle, strokes: RefObject<number>) {
  const clicked = useRef(false);
  const onMouseDown = (event: MouseEvent) => {
    strokes.current += 1;
    const place = placeOf(event.target);
    if (place && event.shiftKey && focus.active) {
      event.preventDefault();
      focus.goTo(place, true);
      return;
    }
    clicked.current = event.target !== document.activeElement;
  };
  // A click into a cell selects it whole; a second one places the caret, except where a record
  // is named: there one searches anew.
  const onMouseUp = (event: MouseEvent) => {
    const { target } = event;
    if (!(target instanceof HTMLInputElement)) return;
    const whole = clicked.current || (target.role === 'combobox' && !lookup.search);
    if (whole) {
      event.preventDefault();
      target.select();
    }
    clicked.current = false;
  };
  return { onMouseDown, onMouseUp };
}
