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
import { dropDraft, findDraft, keepDraft, type DraftPlace, type LocalDraft } from './localDraft';
import { CORRECT } from './saving';
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
  /** into the lines and fields again, once they may be changed */
  takeUp(): void;
  /** what of it would be another document; null where nothing is kept */
  apart(): Apart | null;
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
      dropDraft(place);
      client.setQueryData(recordQuery(form.name, data.id).queryKey, data);
      void forgetLists(client);
      await navigate({ to: '/records/$form/$id', params: { form: form.name, id: data.id } });
    },
    [client, form, navigate, place],
  );
}

export function useStash({ form, record, editor, editable }: Parts): Stash {
  const { place, state, dirty, reload, restore } = editor;
  const [taken, setTaken] = useState<LocalDraft | null>(null);
  const isShut = record !== null && place.id === record.id && !editable;
  const look = () => (isShut ? (findDraft(place, form.version)?.at ?? null) : null);
  const at = useSyncExternalStore(watchKept, look);
  const putApart = usePutApart(form, place);
  useEffect(() => {
    if (!isShut || !dirty) return;
    reload(record);
    keepDraft(place, form.version, state, rulesOf(form, true));
  }, [isShut, dirty, reload, record, place, form, state]);
  useEffect(() => {
    if (!editable || !taken) return;
    restore(taken);
    setTaken(null);
  }, [editable, taken, restore]);
  return {
    at: dirty ? null : at,
    drop: () => {
      dropDraft(place);
    },
    takeUp: () => {
      setTaken(isShut ? findDraft(place, form.version) : null);
    },
    apart: () => {
      const draft = isShut ? findDraft(place, form.version) : null;
      return draft && apartOf(form, draft, record);
    },
    putApart,
  };
}
