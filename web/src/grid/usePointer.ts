/** The mouse in the grid: a click takes a cell whole, Shift and a click select up to it. */
import { useRef, type MouseEvent, type RefObject } from 'react';

import type { FocusHandle } from './useFocus';
import { placeOf } from './useFocus';
import type { LookupHandle } from './useLookup';

/** What a note beside an input is a press on: the input; and itself, where it is a button too. */
function inputBeside(target: EventTarget): HTMLElement | null {
  if (!(target instanceof Element)) return null;
  const input = target.closest('[role="gridcell"]')?.querySelector<HTMLElement>('.cell-input');
  return input && input !== target ? input : null;
}

export function usePointer(
  focus: FocusHandle,
  lookup: LookupHandle,
  strokes: RefObject<number>,
  narrow: boolean,
) {
  const clicked = useRef(false);
  const onMouseDown = (event: MouseEvent) => {
    strokes.current += 1;
    const beside = event.defaultPrevented ? null : inputBeside(event.target);
    const place = placeOf(beside ?? event.target);
    if (place && event.shiftKey && focus.active) {
      event.preventDefault();
      focus.goTo(place, true);
      return;
    }
    clicked.current = event.target !== document.activeElement;
    // On a phone a button must not bring up the keyboard.
    if (beside && !(narrow && event.target instanceof Element && event.target.closest('button'))) {
      event.preventDefault();
      beside.focus();
    }
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
