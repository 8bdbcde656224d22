/**
 * Enter in a field of the header goes on to the next; where goods are what a document is about, from
 * the last that is needed to the first line. Tab goes through all of them, as ever.
 */
import { useMemo, useRef, type KeyboardEvent } from 'react';

import type { Field, Value } from '../form';

export function isBlank(value: Value): boolean {
  return value === null || value === undefined || value === '';
}

const BOX = 'box-';

function inputOf(panel: Element, field: Field): HTMLElement | null {
  const box = panel.querySelector(`[data-testid="${BOX}${field.name}"]`);
  return box?.querySelector<HTMLElement>('input:not([disabled]), textarea') ?? null;
}

/** The first cell of the first line that can be typed into. */
function firstCell(): HTMLElement | undefined {
  const cells = document.querySelectorAll<HTMLElement>('[data-testid^="cell-0-"]');
  return [...cells].find((cell) => cell.matches('input:not([readonly], [disabled])'));
}

interface Given {
  fields: readonly Field[];
  values: Readonly<Record<string, Value>>;
  /** its lines are of goods */
  isTrade: boolean;
}

export function useGoingOn(given: Given) {
  const now = useRef(given);
  now.current = given;
  return useMemo(() => {
    const missing = ({ required, name }: Field) => required && isBlank(now.current.values[name]);
    /** `given` has its value by now, though it is not drawn yet. */
    const goOn = (from: Element): void => {
      const panel = from.closest('.header-form');
      if (!panel) return;
      const { fields, isTrade } = now.current;
      const box = from.closest<HTMLElement>(`[data-testid^="${BOX}"]`);
      const at = fields.findIndex(({ name }) => `${BOX}${name}` === box?.dataset['testid']);
      const after = fields.slice(at + 1).filter((field) => inputOf(panel, field));
      const isOptional = !after.some(({ required }) => required) && !fields[at]?.required;
      const next = !isTrade || isOptional || after.some(missing) ? after[0] : undefined;
      const to = next
        ? inputOf(panel, next)
        : (firstCell() ?? (after[0] && inputOf(panel, after[0])));
      to?.focus();
    };
    const onKeyDown = (event: KeyboardEvent) => {
      const { target, key } = event;
      const isPlain = !(event.ctrlKey || event.metaKey || event.altKey || event.shiftKey);
      if (key !== 'Enter' || !isPlain || event.nativeEvent.isComposing) return;
      if (!(target instanceof HTMLInputElement)) return;
      const name = target.closest<HTMLElement>(`[data-testid^="${BOX}"]`)?.dataset['testid'];
      const field = now.current.fields.find((one) => `${BOX}${one.name}` === name);
      if (!field) return;
      if (target.role === 'combobox' && target.getAttribute('aria-expanded') !== 'true') {
        // An empty one that is needed opens.
        if (missing(field)) return;
        event.preventDefault();
        event.stopPropagation();
        goOn(target);
        return;
      }
      // The input reads what was typed, or takes what is pointed at, before it is left.
      setTimeout(() => {
        if (document.activeElement !== target) return;
        const isOpen = target.role === 'combobox' && target.value !== '';
        if (!isOpen && !missing(field)) goOn(target);
      });
    };
    return { goOn, onKeyDown };
  }, []);
}
