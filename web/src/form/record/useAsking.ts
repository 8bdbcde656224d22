/**
 * A record has another version than the one that was typed onto, and what was sent of it last was
 * not answered: sent again under its own key it says whether that version is ours. It does nothing
 * anew, for it is meant for the version from before.
 */
import { useCallback, useEffect } from 'react';
import { useQueryClient } from '@tanstack/react-query';

import { isAnswer } from '@/lib/once';
import type { Form, RecordData } from '../form';
import { recordQuery } from '../records';
import { editorReducer, isDirty, rulesOf, type EditorState } from './editor';
import { dropDraft, findDraft, findLost, forgetLost, keepDraft } from './localDraft';
import { findSent, sendWish, type Sent } from './lost';
import { isTypedSince } from './merging';
import type { Editor } from './useEditor';

interface Held {
  state: EditorState;
  /** as it lies beside a document that takes it no more */
  at: string | null;
}

export function useAsking(form: Form, record: RecordData | null, editor: Editor) {
  const client = useQueryClient();
  const { place, latest, settle, reload, state } = editor;
  /** Where the work is that was typed onto `etag`: in the page, or beside it. */
  const holding = useCallback(
    (etag: string | null): Held | null => {
      if (latest.current.etag === etag) return { state: latest.current, at: null };
      const draft = findDraft(place, form.version);
      if (draft?.etag !== etag) return null;
      const action = { type: 'restore', draft } as const;
      const beside = editorReducer(latest.current, action, form, rulesOf(form, true));
      return { state: beside, at: draft.at };
    },
    [form, latest, place],
  );
  const take = useCallback(
    (saved: RecordData, sent: Sent, now: RecordData) => {
      const held = holding(sent.state.etag);
      const rules = rulesOf(form, true);
      if (held && held.at === null) {
        const isMore = isTypedSince(form, sent.state, held.state, rules);
        settle(saved, sent.state);
        if (saved.etag !== now.etag && !isMore) reload(now);
      } else if (held?.at) {
        const action = { type: 'saved', record: saved, sent: sent.state, today: '' } as const;
        const rest = editorReducer(held.state, action, form, rules);
        if (isDirty(form, rest, rules)) keepDraft(place, form.version, rest, rules, held.at);
        else dropDraft(place);
      }
    },
    [form, holding, place, reload, settle],
  );
  /** Throws where it is not known yet. */
  const ask = useCallback(
    async (now: RecordData | null) => {
      const lost = findLost(place, form.version);
      if (!lost || !now || place.id !== now.id || lost.draft.etag === now.etag) return;
      const held = holding(lost.draft.etag);
      const sent = held && findSent(form, place, held.state, rulesOf(form, true));
      try {
        if (sent) take(await sendWish(form, sent), sent, now);
        forgetLost(place);
      } catch (error) {
        if (!isAnswer(error)) throw error;
        forgetLost(place);
      }
    },
    [form, holding, place, take],
  );
  const { etag } = state;
  useEffect(() => {
    // It is asked again before anything is made of what was typed.
    void ask(record).catch(() => undefined);
  }, [ask, record, etag]);
  /** Before what was typed goes elsewhere: the record as it is now, where it had to be asked. */
  return useCallback(async () => {
    if (!place.id || !findLost(place, form.version)) return null;
    const now = await client.fetchQuery({ ...recordQuery(form.name, place.id), staleTime: 0 });
    await ask(now);
    return now;
  }, [ask, client, form, place]);
}
