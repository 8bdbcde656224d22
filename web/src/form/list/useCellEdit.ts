/** Masters are changed in the list: cell by cell, one request for each row, and it can be undone. */
import { useQueryClient, type InfiniteData, type QueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { get } from '@/lib/api';
import { newKey } from '@/lib/idempotency';
import { Problem } from '@/lib/problem';
import { fieldOf, type Form, type Page, type RecordData, type Value } from '../form';
import { changeRecord } from '../records';
import { fieldFault } from '../record/problems';
import { sentValue } from '../record/write';
import {
  changesOf,
  errorsOf,
  refused,
  typedField,
  typedSince,
  valueOf,
  type Draft,
  type Place,
  type Saved,
} from './cellDrafts';

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
  rows: readonly RecordData[];
  /** the columns as they stand */
  columns: readonly string[];
}

export function useCellEdit({ form, rows, columns }: Given) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [place, setPlace] = useState<Place | null>(null);
  const [drafts, setDrafts] = useState<ReadonlyMap<string, Draft>>(new Map());
  const [saved, setSaved] = useState<readonly Saved[]>([]);
  const now = useRef({ rows, drafts, place });
  now.current.rows = rows;
  /** the rows that are being sent, and whether they are to be sent once more */
  const running = useRef(new Map<string, boolean>());

  const typed = useMemo(
    () => columns.filter((column) => typedField(form, column) !== null),
    [form, columns],
  );
  const keep = useCallback((id: string, draft: Draft | null) => {
    const next = new Map(now.current.drafts);
    if (draft) next.set(id, draft);
    else next.delete(id);
    now.current.drafts = next;
    setDrafts(next);
  }, []);
  const go = useCallback((to: Place | null) => {
    now.current.place = to;
    setPlace(to);
  }, []);
  const titleOf = useCallback(
    (row: RecordData) => String(row[form.list.columns[0] ?? ''] || row[form.title_field] || ''),
    [form],
  );

  /** Sends what was typed into a row, if anything; answers the row as it is then. */
  const send = useCallback(
    async (row: RecordData, undoing: boolean): Promise<RecordData> => {
      const { id } = row;
      const draftNow = () => now.current.drafts.get(id);
      const draft = draftNow();
      if (!draft) return row;
      const after = changesOf(row, draft);
      const names = Object.keys(after);
      if (names.length === 0) {
        keep(id, null);
        return row;
      }
      const errors: Record<string, string> = {};
      const body: Record<string, unknown> = {};
      for (const name of names) {
        const field = fieldOf(form, name);
        if (!field) continue;
        const fault = fieldFault(field, after[name]);
        if (fault) errors[name] = t(fault === 'day' ? 'lines.notADay' : 'lines.notANumber');
        body[name] = sentValue(field, after[name]);
      }
      if (Object.keys(errors).length > 0) {
        keep(id, { ...draft, errors });
        return row;
      }
      try {
        const { data } = await changeRecord(form.name, id, { body, key: newKey() }, row.etag);
        const before = Object.fromEntries(names.map((name) => [name, valueOf(row, name)]));
        const done = Object.fromEntries(names.map((name) => [name, valueOf(data, name)]));
        keep(id, typedSince(draft, draftNow()));
        showEverywhere(client, form.name, data);
        setSaved((all) =>
          undoing ? all.slice(0, -1) : [...all, { id, title: titleOf(row), before, after: done }],
        );
        return data;
      } catch (error) {
        if (error instanceof Problem && error.status === 412) {
          const path = `/api/v1/records/${form.name}/${id}`;
          const latest = await get<RecordData>(path).catch(() => null);
          if (latest) showEverywhere(client, form.name, latest);
          // An answer that was lost on its way: it stands there already.
          const done = latest && Object.keys(changesOf(latest, draft)).length === 0;
          const mine = draftNow() ?? draft;
          keep(id, done ? typedSince(draft, mine) : { ...mine, errors: {}, stale: true });
          return latest ?? row;
        }
        keep(id, refused(draft, draftNow(), errorsOf(error, form, t('problem.network'))));
        return row;
      }
    },
    [client, form, keep, t, titleOf],
  );

  /** One request for a row at a time: what is left meanwhile goes after it, onto its answer. */
  const save = useCallback(
    async (id: string, undoing = false): Promise<void> => {
      if (running.current.has(id)) {
        running.current.set(id, true);
        return;
      }
      let row = now.current.rows.find((one) => one.id === id);
      if (!row) return;
      running.current.set(id, false);
      try {
        row = await send(row, undoing);
        while (running.current.get(id)) {
          running.current.set(id, false);
          row = await send(row, false);
        }
      } finally {
        running.current.delete(id);
      }
    },
    [send],
  );

  return useMemo(() => {
    const start = (id: string, column: string): boolean => {
      if (!typed.includes(column)) return false;
      const before = now.current.place?.id;
      if (before && before !== id) void save(before);
      go({ id, column });
      return true;
    };
    const change = (value: Value) => {
      const at = now.current.place;
      if (!at) return;
      const draft = now.current.drafts.get(at.id);
      const { [at.column]: mended, ...errors } = draft?.errors ?? {};
      void mended;
      keep(at.id, {
        values: { ...draft?.values, [at.column]: value },
        errors,
        stale: draft?.stale ?? false,
      });
    };
    /** Leaves the cell; what was typed into the row is sent. */
    const leave = () => {
      const at = now.current.place;
      go(null);
      if (at) void save(at.id);
    };
    /** The next cell that can be typed into, or the first of the next row. */
    const move = (step: 1 | -1) => {
      const at = now.current.place;
      if (!at) return;
      const index = typed.indexOf(at.column) + step;
      const next = typed[index];
      if (next) {
        go({ ...at, column: next });
        return;
      }
      const { rows } = now.current;
      const row = rows[rows.findIndex((one) => one.id === at.id) + step];
      const column = step > 0 ? typed[0] : typed.at(-1);
      if (row && column) start(row.id, column);
      else leave();
    };
    const cancel = () => {
      const at = now.current.place;
      go(null);
      const draft = at && now.current.drafts.get(at.id);
      if (!at || !draft) return;
      const values = Object.fromEntries(
        Object.entries(draft.values).filter(([name]) => name !== at.column),
      );
      keep(at.id, Object.keys(values).length > 0 ? { ...draft, values } : null);
      void save(at.id);
    };
    const drop = (id: string) => {
      keep(id, null);
    };
    const undo = () => {
      const last = saved.at(-1);
      if (!last) return;
      keep(last.id, { values: last.before, errors: {}, stale: false });
      void save(last.id, true);
    };
    const isAt = (id: string, column: string) =>
      now.current.place?.id === id && now.current.place.column === column;
    return {
      isAt,
      place,
      drafts,
      typed,
      saved,
      start,
      change,
      leave,
      move,
      cancel,
      drop,
      undo,
      save,
      titleOf,
    };
  }, [place, drafts, typed, saved, save, go, keep, titleOf]);
}

export type CellEdit = ReturnType<typeof useCellEdit>;
