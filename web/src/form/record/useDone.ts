/**
 * What was done takes away the button that did it, or the cell that was typed into. The focus goes
 * back to where it was, or else to the title: it says what has become of the document, and Tab leads
 * from there to what can be done next.
 */
import { useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { focusTitle, isFocusLost } from '@/ui/arrival';
import type { Form, RecordData } from '../form';
import type { Saving } from './saving';

function canHaveIt(at: Element | null): at is HTMLElement {
  return (
    at instanceof HTMLElement &&
    at !== document.body &&
    at.isConnected &&
    !at.matches(':disabled') &&
    at.closest('[inert]') === null
  );
}

/** What is read out: the state that it has now, or that it was saved. */
function useTold(form: Form, record: RecordData | null, busy: string | null): string {
  const { t } = useTranslation();
  const [told, setTold] = useState('');
  const label = form.states.find(({ value }) => value === record?.state)?.label;
  const what = `${form.label} ${record?.number ?? ''}`.trim();
  const last = useRef({ record, done: busy });
  useEffect(() => {
    if (busy === null) return;
    last.current.done = busy;
    setTold('');
  }, [busy]);
  useEffect(() => {
    const { record: before, done } = last.current;
    if (before === record || !record) return;
    last.current = { record, done };
    if (label && before?.state !== record.state && done !== 'save') setTold(`${what} ${label}`);
    else if (before?.etag !== record.etag && done === 'save') {
      setTold(t('record.savedBefore', { what }));
    }
  }, [record, label, what, t]);
  return told;
}

export function useDone(form: Form, record: RecordData | null, { busy }: Saving) {
  const title = useRef<HTMLHeadingElement>(null);
  const before = useRef<Element | null>(null);
  const isDone = useRef(false);
  useLayoutEffect(() => {
    if (busy !== null) before.current = document.activeElement;
  }, [busy]);
  /** Also once a window that asked is closed: it had the focus until then. */
  const settle = useCallback(() => {
    if (!isFocusLost()) return;
    const at = before.current;
    if (canHaveIt(at)) at.focus({ preventScroll: true });
    else focusTitle(title.current);
  }, []);
  // What the document has become is drawn a moment after the step is over.
  useEffect(() => {
    if (busy === null && isDone.current) settle();
    if (busy !== null) isDone.current = true;
  }, [busy, record, settle]);
  return { title, settle, told: useTold(form, record, busy) };
}

/** What was `shown` above the record is no more, and the button that had the focus with it. */
export function useClosing(shown: string | boolean, onClosed: (() => void) | undefined): void {
  const was = useRef(shown);
  useEffect(() => {
    if (was.current && was.current !== shown) onClosed?.();
    was.current = shown;
  }, [shown, onClosed]);
}
