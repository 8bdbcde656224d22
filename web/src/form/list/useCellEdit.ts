/** Masters are changed in the list: cell by cell, one request for each row, and it can be undone. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import type { Form, RecordData, Value } from '../form';
import { Waiting } from '@/grid/waiting';
import { takenBack, titleOf, typedField, withCell, withoutCell, type Place } from './cellDrafts';
import { useCellAnew } from './useCellAnew';
import { isSending, useCellSaving } from './useCellSaving';
import { useCellWork } from './useCellWork';

interface Given {
  form: Form;
  rows: readonly RecordData[];
  /** the columns as they stand */
  columns: readonly string[];
}

export function useCellEdit({ form, rows, columns }: Given) {
  const [place, setPlace] = useState<Place | null>(null);
  const now = useRef(rows);
  now.current = rows;
  const at = useRef<Place | null>(null);
  const work = useCellWork(form);
  const { drafts, draftOf, keep, left } = work;
  const { saved, save: send } = useCellSaving({ form, rows: now, work });
  const anew = useCellAnew(form, work);
  /** What is still being looked up, by row: it is sent with it. */
  const waits = useRef(new Map<string, Waiting>());
  const save = useCallback(
    async (id: string, undoing = false): Promise<void> => {
      const wait = waits.current.get(id);
      if (wait?.busy) await wait.done();
      return send(id, undoing);
    },
    [send],
  );

  const typed = useMemo(
    () => columns.filter((column) => typedField(form, column) !== null),
    [form, columns],
  );
  const go = useCallback((to: Place | null) => {
    at.current = to;
    setPlace(to);
  }, []);
  // Whoever goes to another page leaves the cell, too.
  const latest = useRef(save);
  latest.current = save;
  useEffect(
    () => () => {
      if (at.current) void latest.current(at.current.id);
    },
    [],
  );

  return useMemo(() => {
    const rowOf = (id: string) => now.current.find((one) => one.id === id);
    const start = (id: string, column: string): boolean => {
      if (!typed.includes(column)) return false;
      const before = at.current?.id;
      if (before && before !== id) void save(before);
      go({ id, column });
      return true;
    };
    /** Also of a cell that was left while it was looked up. */
    const changeAt = ({ id, column }: Place, value: Value) => {
      keep(id, withCell(form, rowOf(id), draftOf(id), column, value));
    };
    const change = (value: Value) => {
      if (at.current) changeAt(at.current, value);
    };
    const wait = (id: string, looking: Promise<unknown>) => {
      const known = waits.current.get(id) ?? new Waiting();
      waits.current.set(id, known);
      void known.add(looking);
    };
    /** Leaves the cell; what was typed into the row is sent. */
    const leave = () => {
      const left = at.current;
      go(null);
      if (left) void save(left.id);
    };
    /** The next cell that can be typed into, or the first of the next row. */
    const move = (step: 1 | -1) => {
      if (!at.current) return;
      const { id, column } = at.current;
      const next = typed[typed.indexOf(column) + step];
      if (next) {
        go({ id, column: next });
        return;
      }
      const row = now.current[now.current.findIndex((one) => one.id === id) + step];
      const first = step > 0 ? typed[0] : typed.at(-1);
      if (row && first) start(row.id, first);
      else leave();
    };
    const cancel = () => {
      const left = at.current;
      go(null);
      const draft = left && draftOf(left.id);
      if (!draft) return;
      keep(left.id, withoutCell(draft, left.column));
      void save(left.id);
    };
    const drop = (id: string) => {
      keep(id, null);
    };
    const undo = () => {
      const last = saved.at(-1);
      if (!last) return;
      keep(last.id, takenBack(last, draftOf(last.id)));
      void save(last.id, true);
    };
    const isAt = (id: string, column: string) =>
      at.current?.id === id && at.current.column === column;
    /** What is not saved, and not just being typed or sent. */
    const waiting = [...drafts].filter(
      ([id, { stale, gone, errors }]) =>
        place?.id !== id &&
        (stale ||
          gone !== undefined ||
          Object.keys(errors).length > 0 ||
          !(isSending(form, id) || waits.current.get(id)?.busy)),
    );
    return {
      isAt,
      place,
      drafts,
      waiting,
      left,
      typed,
      saved,
      start,
      change,
      changeAt,
      wait,
      leave,
      move,
      cancel,
      drop,
      undo,
      save,
      ...anew,
      titleOf: (row: RecordData) => titleOf(form, row),
    };
  }, [form, place, drafts, left, typed, saved, save, go, keep, draftOf, anew]);
}

export type CellEdit = ReturnType<typeof useCellEdit>;
