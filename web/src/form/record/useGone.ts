/**
 * A record that is no more, by somebody else's hand or ours: its page keeps what was typed until it
 * is another record, or nobody wants it.
 */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';

import { newKey } from '@/lib/idempotency';
import { isAnswer, once } from '@/lib/once';
import { Problem } from '@/lib/problem';
import type { RecordData } from '../form';
import { changeRecord, createRecord, forgetLists, recordQuery } from '../records';
import { asNew, rulesOf } from './editor';
import type { Parts } from './saving';
import type { Page } from './usePage';
import { write } from './write';

type Body = Record<string, unknown>;

export function isMissing(error: unknown): boolean {
  return error instanceof Problem && error.status === 404;
}

/** Made once, also where the answer was lost and more was typed before it was sent again. */
function useMaking(form: string, id: string) {
  const first = useRef<Body | null>(null);
  const made = useRef<RecordData | null>(null);
  return async (body: Body): Promise<RecordData> => {
    const sent = (first.current ??= body);
    try {
      made.current ??= (
        await once(`anew ${form} ${id}`, sent, (key) => createRecord(form, { body: sent, key }))
      ).data;
    } catch (error) {
      if (isAnswer(error)) first.current = null;
      throw error;
    }
    const { current } = made;
    if (JSON.stringify(sent) === JSON.stringify(body)) return current;
    const { data } = await changeRecord(form, current.id, { body, key: newKey() }, current.etag);
    return data;
  };
}

export function useGone(
  { form, record, editor }: Pick<Parts, 'form' | 'record' | 'editor'>,
  page: Page,
) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const id = record?.id ?? '';
  const make = useMaking(form.name, id);
  const { queryKey } = recordQuery(form.name, id);

  /** The page is left before what it shows is forgotten: it would ask for that again. */
  const leaveTo = async (next: RecordData | null) => {
    editor.reload(record);
    if (page.isHere()) {
      const how = { replace: true, ignoreBlocker: true };
      await (next
        ? navigate({
            to: '/records/$form/$id',
            params: { form: form.name, id: next.id },
            ...how,
          })
        : navigate({ to: '/records/$form', params: { form: form.name }, ...how }));
    }
    client.removeQueries({ queryKey });
  };

  return {
    /** Whether something was refused because the record is gone; its page then says so. */
    async explains(error: Problem): Promise<boolean> {
      if (!record || (error.status !== 404 && error.status !== 412)) return false;
      await client.refetchQueries({ queryKey, exact: true });
      return isMissing(client.getQueryState(queryKey)?.error);
    },
    async leave() {
      void client.invalidateQueries({ queryKey: ['records'] });
      await leaveTo(null);
    },
    async saveAsNew() {
      const { body } = write(form, asNew(editor.latest.current), rulesOf(form, true), true);
      const saved = await make(body);
      client.setQueryData(recordQuery(form.name, saved.id).queryKey, saved);
      void forgetLists(client);
      await leaveTo(saved);
    },
  };
}
