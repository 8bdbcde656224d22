/**
 * Sends what is to be saved. Where the answer is lost on its way, it may have been done: it is sent
 * again under its own key before anything else, so that nothing is saved twice.
 */
import { useMemo, useRef } from 'react';

import { newKey } from '@/lib/idempotency';
import { isAnswer, once } from '@/lib/once';
import { useSession } from '@/lib/session';
import type { Form, RecordData } from '../form';
import { changeRecord, createRecord } from '../records';
import { editorReducer } from './editor';
import { findLost, forgetLost, keepLost } from './localDraft';
import type { Editor } from './useEditor';
import type { Written } from './write';

interface Wish extends Pick<Written, 'body' | 'state'> {
  /** null for a record that does not exist yet */
  id: string | null;
  /** the action that comes with a new one */
  then?: string | undefined;
}

export interface Sent extends Wish {
  key: string;
}

/** What was sent of a new record outlives a reload, and goes with its draft. */
export function useStoring(form: Form, { latest, rules }: Pick<Editor, 'latest' | 'rules'>) {
  const { user, company } = useSession();
  const lost = useRef<Sent | null>(null);
  const place = useMemo(
    () => ({ user: user.id, company: String(company.id), form: form.name, id: null }),
    [user.id, company.id, form.name],
  );
  return useMemo(() => {
    const note = (sent: Sent) => {
      lost.current = sent;
      if (sent.id !== null) return;
      const { key, body, then = null, state } = sent;
      keepLost(place, { key, body, then }, { version: form.version, state, rules });
    };
    const answered = ({ id }: Sent) => {
      lost.current = null;
      if (id === null) forgetLost(place);
    };
    const send = async (sent: Sent): Promise<RecordData> => {
      const { id, body, state, key, then } = sent;
      note(sent);
      try {
        const { data } = await (id === null
          ? createRecord(form.name, { body, key }, then)
          : // Also who left the page before the answer and saves the same again.
            once(`change ${form.name} ${id} ${state.etag ?? ''}`, body, (one) =>
              changeRecord(form.name, id, { body, key: one }, state.etag ?? ''),
            ));
        answered(sent);
        return data;
      } catch (error) {
        if (isAnswer(error)) answered(sent);
        throw error;
      }
    };
    /** Before a reload, too; what was dropped since is not meant any more. */
    const lostNew = (): Sent | null => {
      const kept = findLost(place, form.version);
      if (!kept || lost.current?.key === kept.key) return kept && lost.current;
      const { key, body, then, draft } = kept;
      const state = editorReducer(latest.current, { type: 'restore', draft }, form, rules);
      return { id: null, key, body, state, then: then ?? undefined };
    };
    return {
      store: (wish: Wish) => send({ ...wish, key: newKey() }),
      /** what was sent and not answered; null where nothing was */
      lost: (isNew: boolean) => (isNew ? lostNew() : lost.current),
      again: send,
    };
  }, [form, place, latest, rules]);
}

/**
 * The same wish, sent again after its answer was lost, is done once: also when one went to another
 * page meanwhile, or reloaded this one.
 */
export async function wish(
  what: string,
  body: Record<string, unknown>,
  send: (key: string) => Promise<{ data: RecordData }>,
): Promise<RecordData> {
  const { data } = await once(what, body, send);
  return data;
}
