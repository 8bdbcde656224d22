/** Sends what was typed into the rows of a list: one request for each row, one at a time. */
import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useCallback, useState, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';

import { get } from '@/lib/api';
import { once } from '@/lib/once';
import { Problem } from '@/lib/problem';
import { fieldOf, type Form, type Page, type RecordData, type Value } from '../form';
import { FAULT_WORDS, fieldFault } from '../record/problems';
import { sentValue } from '../record/write';
import { changeRecord } from '../records';
import {
  changesOf,
  errorsOf,
  isGone,
  isOvertaken,
  refused,
  titleOf,
  typedSince,
  valueOf,
  type Draft,
  type Saved,
} from './cellDrafts';
import type { CellWork } from './useCellWork';

type Again = 'no' | 'save' | 'undo';

/** The rows that are being sent, and whether they are to be sent once more: also after one left. */
const running = new Map<string, Again>();

const ofForm = (form: Form, id: string) => `${form.name} ${id}`;

/** Whether its answer is waited for. */
export function isSending(form: Form, id: string): boolean {
  return running.has(ofForm(form, id));
}

/** Every list that is kept shows the row as it is now, where it stands. */
function showEverywhere(client: QueryClient, form: string, record: RecordData): void {
  client.setQueriesData<InfiniteData<Page<RecordData>>>({ queryKey: ['records', form] }, (kept) =>
    Array.isArray(kept?.pages)
      ? {
          ...kept,
          pages: kept.pages.map((page) => ({
            ...page,
            items: page.items.map((one) => (one.id === record.id ? { ...one, ...record } : one)),
          })),
        }
      : kept,
  );
  void client.invalidateQueries({ queryKey: ['records'], refetchType: 'none' });
  void client.invalidateQueries({ queryKey: ['record', form, record.id] });
}

interface Given {
  form: Form;
  /** as they stand in the list by now */
  rows: RefObject<readonly RecordData[]>;
  work: CellWork;
}

export function useCellSaving({ form, rows, work: { draftOf, keep } }: Given) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [saved, setSaved] = useState<readonly Saved[]>([]);

  const faultsOf = useCallback(
    (changes: Record<string, Value>) => {
      const errors: Record<string, string> = {};
      for (const [name, value] of Object.entries(changes)) {
        const field = fieldOf(form, name);
        const fault = field && fieldFault(field, value);
        if (fault) errors[name] = t(FAULT_WORDS[fault], { text: value });
      }
      return errors;
    },
    [form, t],
  );

  const readAgain = useCallback(
    async (id: string) => {
      const latest = await get<RecordData>(`/api/v1/records/${form.name}/${id}`);
      showEverywhere(client, form.name, latest);
      return latest;
    },
    [client, form.name],
  );

  /** Why it is not saved; answers the row as it is then. */
  const refuse = useCallback(
    async (error: unknown, row: RecordData, draft: Draft): Promise<RecordData> => {
      const { id } = row;
      const fail = () => {
        keep(id, refused(draft, draftOf(id), errorsOf(error, form, t('problem.network'))));
        return row;
      };
      const lose = () => {
        keep(id, { ...(draftOf(id) ?? draft), errors: {}, stale: false, gone: row });
        return row;
      };
      if (isGone(error)) return lose();
      if (!(error instanceof Problem && error.status === 412)) return fail();
      const latest = await readAgain(id).catch((unread: unknown) =>
        isGone(unread) ? undefined : null,
      );
      if (latest === undefined) return lose();
      // An answer that was lost on its way: it stands there already.
      const done = latest && Object.keys(changesOf(latest, draft)).length === 0;
      const mine = draftOf(id) ?? draft;
      keep(id, done ? typedSince(draft, mine, latest) : { ...mine, errors: {}, stale: true });
      return latest ?? row;
    },
    [form, draftOf, keep, readAgain, t],
  );

  /** Sends what was typed into a row, if anything; answers the row as it is then. */
  const send = useCallback(
    async (row: RecordData, undoing: boolean): Promise<RecordData> => {
      const { id } = row;
      const draft = draftOf(id);
      if (!draft) return row;
      const after = changesOf(row, draft);
      const names = Object.keys(after).filter((name) => fieldOf(form, name));
      if (names.length === 0) {
        keep(id, null);
        return row;
      }
      if (!draft.stale && isOvertaken(row, draft)) {
        keep(id, { ...draft, errors: {}, stale: true });
        return row;
      }
      const errors = faultsOf(after);
      if (Object.keys(errors).length > 0) {
        keep(id, { ...draft, errors });
        return row;
      }
      const body = Object.fromEntries(
        names.flatMap((name) => {
          const field = fieldOf(form, name);
          return field ? [[name, sentValue(field, after[name])] as const] : [];
        }),
      );
      try {
        const { data } = await once(`${form.name} ${id} ${row.etag}`, body, (key) =>
          changeRecord(form.name, id, { body, key }, row.etag),
        );
        const before = Object.fromEntries(names.map((name) => [name, valueOf(row, name)]));
        const done = Object.fromEntries(names.map((name) => [name, valueOf(data, name)]));
        keep(id, typedSince(draft, draftOf(id), data));
        showEverywhere(client, form.name, data);
        const title = titleOf(form, row);
        setSaved((all) =>
          undoing ? all.slice(0, -1) : [...all, { id, title, before, after: done }],
        );
        return data;
      } catch (error) {
        return await refuse(error, row, draft);
      }
    },
    [client, form, draftOf, keep, faultsOf, refuse],
  );

  /** What is left meanwhile goes after it, onto its answer. */
  const save = useCallback(
    async (id: string, undoing = false): Promise<void> => {
      const name = ofForm(form, id);
      if (running.has(name)) {
        running.set(name, undoing ? 'undo' : 'save');
        return;
      }
      const draft = draftOf(id);
      if (!draft) return;
      running.set(name, 'no');
      try {
        // It may stand in another part of the list than is shown.
        let row = rows.current.find((one) => one.id === id) ?? (await readAgain(id));
        row = await send(row, undoing);
        for (let again = running.get(name); again !== 'no'; again = running.get(name)) {
          running.set(name, 'no');
          row = await send(row, again === 'undo');
        }
      } catch (error) {
        const told = errorsOf(error, form, t('problem.network'));
        const known = { id, etag: '' };
        keep(
          id,
          isGone(error)
            ? { ...draft, gone: draft.gone ?? known }
            : refused(draft, draftOf(id), told),
        );
      } finally {
        running.delete(name);
      }
    },
    [form, rows, draftOf, keep, send, readAgain, t],
  );
  return { saved, save };
}
