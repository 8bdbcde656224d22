/**
 * Ctrl+S saves, Ctrl+Enter saves and confirms, from wherever in the record the person is typing.
 * What is open over the record, or stands beside it, has its own keys.
 */
import { useEffect, useRef } from 'react';

interface Keys {
  save: (() => void) | null;
  saveAnd: (() => void) | null;
}

const DIALOG = '[role="dialog"], [role="alertdialog"]';
const HIDDEN = '[style*="display: none"], [hidden]';

function isCovered(): boolean {
  return [...document.querySelectorAll(DIALOG)].some((one) => !one.closest(HIDDEN));
}

/** The record's head and its own fields and lines; not what is said or kept beside them. */
function isOfRecord(here: Element | null): boolean {
  if (!here || here === document.body) return true;
  if (!here.closest('[data-record]')) return false;
  return here.closest('[data-record-body]') !== null || !here.closest('[role="tabpanel"]');
}

/** Who looks at what is beside the record confirms nothing that they do not see. */
function isUnseen(): boolean {
  const body = document.querySelector('[data-record-body]');
  return Boolean(body?.closest('[role="tabpanel"][aria-hidden="true"]'));
}

export function useSaveKeys(keys: Keys): void {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
      const wish = event.key === 's' ? 'save' : event.key === 'Enter' ? 'saveAnd' : null;
      if (!wish) return;
      // A page of the browser is saved by nobody.
      if (wish === 'save') event.preventDefault();
      if (isCovered() || !isOfRecord(document.activeElement)) return;
      if (wish === 'saveAnd' && isUnseen()) return;
      event.preventDefault();
      // What is half typed is taken first; whoever types goes on where they were.
      const here = document.activeElement;
      if (here instanceof HTMLElement) here.blur();
      setTimeout(() => {
        now.current[wish]?.();
        if (here instanceof HTMLElement && document.activeElement === document.body) {
          here.focus({ preventScroll: true });
        }
      }, 0);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
