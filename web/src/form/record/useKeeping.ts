/** What is unsaved is written down on this computer while somebody works on it. */
import { useCallback, useEffect, useRef } from 'react';

import type { Form } from '../form';
import { dropDraft, dropWork, keepDraft, type DraftPlace } from './localDraft';
import type { Editor } from './useEditor';

const PAUSE = 400;
/** Who types on without a pause loses no more than this. */
const LONGEST = 1_000;

/**
 * Writes a moment after the last change, and at once when the page goes away. Answers how to forget
 * it: before a saved page is left, nothing may be written once more.
 */
export function useKeeping(
  place: DraftPlace,
  form: Form,
  editor: Pick<Editor, 'state' | 'rules' | 'dirty'>,
) {
  const { state, rules, dirty } = editor;
  const latest = useRef<(() => void) | null>(null);
  const wasDirty = useRef(false);
  const since = useRef(0);
  const at = useRef(place);
  useEffect(() => {
    // The record exists now: what is unsaved of it has another place.
    if (at.current !== place) dropDraft(at.current);
    at.current = place;
    if (!dirty) {
      latest.current = null;
      if (wasDirty.current) dropDraft(place);
      wasDirty.current = false;
      return undefined;
    }
    wasDirty.current = true;
    const keep = () => {
      latest.current = null;
      keepDraft(place, form.version, state, rules);
    };
    if (!latest.current) since.current = Date.now();
    latest.current = keep;
    const left = since.current + LONGEST - Date.now();
    const timer = setTimeout(keep, Math.max(0, Math.min(PAUSE, left)));
    return () => {
      clearTimeout(timer);
    };
  }, [place, form.version, state, rules, dirty]);
  useEffect(() => {
    const flush = () => latest.current?.();
    // A phone ends a page that is out of sight without another word.
    document.addEventListener('visibilitychange', flush);
    window.addEventListener('pagehide', flush);
    return () => {
      document.removeEventListener('visibilitychange', flush);
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, []);
  return useCallback(() => {
    latest.current = null;
    wasDirty.current = false;
    dropWork(place);
  }, [place]);
}
