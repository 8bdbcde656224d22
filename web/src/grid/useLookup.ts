/** Finding a record from inside a cell: what is typed, what was found, what is chosen. */
import { useCallback, useEffect, useRef, useState, type RefObject } from 'react';

import type { Candidate, Column } from './columns';
import type { GridAction, Row, Values } from './rows';
import { begun, forever, onlyOne, quietly, shownName, type Search } from './search';
import type { Waiting } from './waiting';

const PAUSE = 120;

export interface LookupHandle {
  search: Search | null;
  type(row: Row, column: Column, text: string, composing: boolean): void;
  /** shows the whole list, whatever is typed */
  browse(row: Row, column: Column): void;
  point(by: number): boolean;
  choose(candidate: Candidate): void;
  /** Enter; what is not known yet is looked for while the person goes on */
  accept(row: Row, column: Column): void;
  /** the cell is left: take the one that fits, or keep the text as unrecognised */
  leave(row: Row, column: Column): void;
  close(): void;
  /** back to what was being looked for before keys came that were not meant for it */
  restore(before: Search | null): void;
}

interface Asked {
  row: Row;
  column: Column;
  text: string;
  /** what is found already */
  known: readonly Candidate[] | null;
  highlight: number;
  /** bring the person back when there is nothing or too much, unless they went on typing */
  insist: boolean;
}

interface Parts {
  dispatch(action: GridAction): void;
  waiting: Waiting;
  /** how many keys were pressed in the grid so far */
  strokes: RefObject<number>;
  /** somebody has to choose in this cell */
  unsure: RefObject<((row: Row, column: Column) => void) | null>;
}

export function useLookup({ dispatch, waiting, strokes, unsure }: Parts): LookupHandle {
  const [search, setSearchState] = useState<Search | null>(null);
  const now = useRef<Search | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const asked = useRef<AbortController>(undefined);

  const setSearch = useCallback((next: Search | null) => {
    now.current = next;
    setSearchState(next);
  }, []);

  const stop = useCallback(() => {
    clearTimeout(timer.current);
    asked.current?.abort();
  }, []);
  useEffect(() => stop, [stop]);

  const ask = useCallback(
    async (row: Row, column: Column, text: string): Promise<readonly Candidate[] | null> => {
      stop();
      const controller = new AbortController();
      asked.current = controller;
      const found = await column.lookup?.search(text, row, controller.signal).catch(() => null);
      return controller.signal.aborted ? null : (found ?? null);
    },
    [stop],
  );

  const show = useCallback(
    async (row: Row, column: Column, text: string) => {
      const found = await ask(row, column, text);
      const current = now.current;
      if (!found || !current || current.key !== row.key || current.name !== column.name) return;
      setSearch({ ...current, found, busy: false, open: true, highlight: found.length ? 0 : -1 });
    },
    [ask, setSearch],
  );

  const put = useCallback(
    (key: string, name: string, value: Values[string], fill: Values = {}) => {
      dispatch({ type: 'edit', edits: [{ key, values: { ...fill, [name]: value } }] });
    },
    [dispatch],
  );

  const begin = useCallback(
    (row: Row, column: Column, text: string, browsing: boolean) => {
      const same = now.current?.key === row.key && now.current.name === column.name;
      setSearch({
        ...begun(row, column, text),
        found: same ? (now.current?.found ?? null) : null,
        open: browsing || (same && (now.current?.open ?? false)),
        busy: true,
        browsing,
      });
    },
    [setSearch],
  );

  const close = useCallback(() => {
    stop();
    setSearch(null);
  }, [setSearch, stop]);

  const choose = useCallback(
    (candidate: Candidate) => {
      const current = now.current;
      if (!current) return;
      put(current.key, current.name, candidate.chosen, candidate.fill);
      close();
    },
    [close, put],
  );

  /** Asks while the person goes on; what was typed in the line meanwhile stays. */
  const later = useCallback(
    (asked: Asked) => {
      const { row, column, text, known, highlight } = asked;
      const name = column.name;
      put(row.key, name, { typed: text, pending: true });
      close();
      const steps = strokes.current;
      const work = async () => {
        const found = known ?? (await quietly(column.lookup?.search(text, row, forever)));
        let one = onlyOne(found ?? []);
        if (!one && found && found.length > 1) {
          // many were found, and the very code that was typed may lie beyond the first of them
          const exact = (await quietly(column.lookup?.resolve([text], [row])))?.[0];
          one = exact?.exact ? exact : (found[highlight] ?? null);
        }
        const values = one ? { ...one.fill, [name]: one.chosen } : {};
        const unanswered = found === null;
        const finding = { key: row.key, name, typed: text, values, before: row.values, unanswered };
        dispatch({ type: 'found', finding });
        if (one || unanswered || !asked.insist || strokes.current !== steps) return;
        setSearch({ ...begun(row, column, text), found: found ?? [], open: true });
        unsure.current?.(row, column);
      };
      void waiting.add(work());
    },
    [close, dispatch, put, setSearch, strokes, unsure, waiting],
  );

  const accept = useCallback(
    (row: Row, column: Column): void => {
      const current = now.current;
      if (!current || current.key !== row.key || current.name !== column.name) return;
      if (current.browsing && !current.pointed) {
        close();
        return;
      }
      const text = current.text.trim();
      if (!text && !current.pointed) {
        if (shownName(row, column)) put(row.key, column.name, null);
        close();
        return;
      }
      const known = current.busy ? null : current.found;
      const taken = current.pointed ? known?.[current.highlight] : onlyOne(known ?? []);
      if (taken) choose(taken);
      else later({ row, column, text, known, highlight: current.highlight, insist: true });
    },
    [choose, close, later, put],
  );

  const leave = useCallback(
    (row: Row, column: Column) => {
      const current = now.current;
      if (!current || current.key !== row.key || current.name !== column.name) return;
      const text = current.text.trim();
      const { browsing } = current;
      const known = current.busy ? null : current.found;
      close();
      if (browsing || text === shownName(row, column)) return;
      if (!text) {
        put(row.key, column.name, null);
        return;
      }
      const one = known && onlyOne(known);
      if (one) put(row.key, column.name, one.chosen, one.fill);
      else if (known?.length === 0) put(row.key, column.name, { typed: text });
      else later({ row, column, text, known: null, highlight: -1, insist: false });
    },
    [close, later, put],
  );

  return {
    search,
    type(row, column, text, composing) {
      begin(row, column, text, false);
      stop();
      if (composing) return;
      timer.current = setTimeout(() => void show(row, column, text.trim()), PAUSE);
    },
    browse(row, column) {
      begin(row, column, shownName(row, column), true);
      void show(row, column, '');
    },
    point(by) {
      const current = now.current;
      if (!current?.open || !current.found?.length) return false;
      const count = current.found.length;
      const highlight = (current.highlight + by + count) % count;
      setSearch({ ...current, highlight, pointed: true });
      return true;
    },
    choose,
    accept,
    leave,
    close,
    restore(before) {
      stop();
      setSearch(before && { ...before, busy: false, found: before.busy ? null : before.found });
    },
  };
}
