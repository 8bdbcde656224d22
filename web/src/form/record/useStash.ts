/**
 * What was typed into a document that is confirmed by now, here or by somebody else: the page shows
 * the document as it is, and the work is kept beside it until it is put somewhere, or dropped.
 */
import { useCallback, useEffect, useState, useSyncExternalStore } from 'react';
import { useNavigate } from '@tanstack/react-router';
import { useQueryClient } from '@tanstack/react-query';

import { once } from '@/lib/once';
import { watchKept } from '@/lib/safekeeping';
import type { Form, RecordData } from '../form';
import { createRecord, forgetLists, recordQuery } from '../records';
import { apartOf, type Apart } from './apart';
import { rulesOf } from './editor';
import {
  dropWork,
  findDraft,
  findLost,
  keepDraft,
  keepWish,
  type DraftPlace,
  type LocalDraft,
} from './localDraft';
import { CORRECT } from './saving';
import { useAsking } from './useAsking';
import type { Editor } from './useEditor';
import { write } from './write';

export function mayCorrect(form: Form, record: RecordData | null): boolean {
  const action = form.actions.find(({ name }) => name === CORRECT);
  return (
    action !== undefined &&
    form.operations.includes(action.operation) &&
    record?.actions?.includes(CORRECT) === true
  );
}

interface Parts {
  form: Form;
  record: RecordData | null;
  editor: Editor;
  editable: boolean;
}

export interface Stash {
  /** null where there is nothing beside the document */
  at: string | null;
  drop(): void;
  /** into the lines and fields again, once they may be changed: of that version */
  takeUp(): Promise<string | null>;
  /** why it could not be taken up */
  problem: unknown;
  /** what of it would be another document; null where nothing is kept */
  apart(): Promise<Apart | null>;
  putApart(apart: Apart): Promise<void>;
}

function usePutApart(form: Form, place: DraftPlace) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useCallback(
    async ({ state }: Apart) => {
      const { body } = write(form, state, rulesOf(form, true), true);
      const { data } = await once(`apart ${form.name} ${place.id ?? ''}`, body, (key) =>
        createRecord(form.name, { body, key }),
      );
      dropWork(place);
      client.setQueryData(recordQuery(form.name, data.id).queryKey, data);
      void forgetLists(client);
      await navigate({ to: '/records/$form/$id', params: { form: form.name, id: data.id } });
    },
    [client, form, navigate, place],
  );
}

export function useStash({ form, record, editor, editable }: Parts): Stash {
  const { place, state, dirty, reload, restore, left, takeLeft, dropLeft } = editor;
  const [taken, setTaken] = useState<LocalDraft | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const isShut = record !== null && place.id === record.id && !editable;
  const find = () => (isShut ? findDraft(place, form.version) : null);
  const at = useSyncExternalStore(watchKept, () => find()?.at ?? null);
  const putApart = usePutApart(form, place);
  const ask = useAsking(form, record, editor);
  /** What a window left behind that is gone becomes that of this one. */
  const askFirst = async () => {
    if (isShut && !find()) await takeLeft();
    return ask();
  };
  useEffect(() => {
    if (!isShut || !dirty) return;
    const lost = findLost(place, form.version);
    reload(record);
    keepDraft(place, form.version, state, rulesOf(form, true));
    keepWish(place, lost);
  }, [isShut, dirty, reload, record, place, form, state]);
  useEffect(() => {
    if (!editable || !taken) return;
    restore(taken);
    setTaken(null);
  }, [editable, taken, restore]);
  return {
    at: dirty ? null : (at ?? (isShut ? (left?.draft.at ?? null) : null)),
    drop: () => {
      if (find()) dropWork(place);
      else dropLeft();
    },
    problem,
    takeUp: async () => {
      if (!isShut || !(find() ?? left)) return record?.etag ?? null;
      try {
        setProblem(null);
        const now = await askFirst();
        setTaken(find());
        return (now ?? record)?.etag ?? null;
      } catch (error) {
        setProblem(error);
        return null;
      }
    },
    apart: async () => {
      const now = await askFirst();
      const draft = find();
      return draft && apartOf(form, draft, now ?? record);
    },
    putApart,
  };
}
