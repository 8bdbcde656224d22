/** A table whose rows are looked at one after the other, by mouse or keys, without leaving it. */
import {
  useEffect,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  type RefObject,
} from 'react';

export interface Steering<T> {
  /** the key of the row that is looked at */
  current: string | null;
  /** its cell, where cells can be typed into */
  column: string | null;
  choose(row: T, column: string | null, twice: boolean): void;
  onKey(event: KeyboardEvent, row: T): void;
  /** drawn instead of the value */
  cell(row: T, column: string): ReactNode;
}

/** Links inside a row go their own way; a button in it opens the row, also by keyboard. */
export function isOwnClick(event: MouseEvent): boolean {
  return event.target instanceof Element && event.target.closest('a,input,label') !== null;
}

/** What a row needs to be steered. */
export function rowProps<T>(steering: Steering<T>, row: T, key: string, first: boolean) {
  const isCurrent = steering.current === key;
  const choose = (event: MouseEvent, twice: boolean) => {
    const typing = event.target instanceof Element && event.target.closest('.cell-input');
    if (isOwnClick(event) || typing) return;
    const cell = (event.target as Element).closest<HTMLElement>('td[data-column]');
    steering.choose(row, cell?.dataset['column'] ?? null, twice);
  };
  return {
    'data-row': key,
    'aria-current': isCurrent || undefined,
    tabIndex: isCurrent || (first && steering.current === null) ? 0 : -1,
    className: isCurrent ? 'is-link is-current' : 'is-link',
    onClick: (event: MouseEvent) => {
      choose(event, false);
    },
    onDoubleClick: (event: MouseEvent) => {
      choose(event, true);
    },
    onKeyDown: (event: KeyboardEvent) => {
      steering.onKey(event, row);
    },
  };
}

/** The current row is in sight, and has the keys if another row of the table had them. */
export function useCurrentInSight(
  scroller: RefObject<HTMLElement | null>,
  current: string | null,
  scrollTo: (key: string) => void,
): void {
  useEffect(() => {
    if (current === null) return;
    scrollTo(current);
    requestAnimationFrame(() => {
      const now = document.activeElement;
      if (!(now instanceof HTMLElement) || now.dataset['row'] === undefined) return;
      focusRow(scroller.current, current);
    });
    // Only when another row is looked at: not when rows are read anew.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [current]);
}

export function focusRow(within: HTMLElement | null, key: string): void {
  within?.querySelector<HTMLElement>(`tr[data-row="${CSS.escape(key)}"]`)?.focus();
}
