/** Finding a record from inside a cell: what is typed, what was found, what is chosen. */
import { useCallback, useEffect, useRef, useState } from 'react';

import { cellTexts, type Candidate, type Column } from './columns';
import { isUnresolved, type GridAction, type Row, type Values } from './rows';

export interface Search {
  key: string;
  name: string;
  text: string;
  /** null: not asked yet */
  found: readonly Candidate[] | null;
  highlight: number;
  open: boolean;
  busy: boolean;
  /** the arrows were used: Enter takes what they point at, exact match or not */
  pointed: boolean;
  /** opened to look at the list, nothing typed */
  browsing: boolean;
}

const PAUSE = 120;

function shownName(row: Row, column: Column): string {
  return cellTexts.lookup.show(row.values[column.name], column);
}

function onlyOne(found: readonly Candidate[]): Candidate | null {
  const exact = found.filter((candidate) => candidate.exact);
  if (exact.length === 1) return exact[0] ?? null;
  return found.length === 1 ? (found[0] ?? null) : null;
}

export interface LookupHandle {
  search: Search | null;
  type(row: Row, column: Column, text: string, composing: boolean): void;
  /** shows the whole list, whatever is typed */
  browse(row: Row, column: Column): void;
  point(by: number): boolean;
  choose(candidate: Candidate): void;
  /** Enter; false: the person still has to choose */
  accept(row: Row, column: Column): Promise<boolean>;
  /** the cell is left: take the one that fits, or keep the text as unrecognised */
  leave(row: Row, column: Column): void;
  close(): void;
}

export function useLookup(
  dispatch: (action: GridAction) => void,
  rowOf: (key: string) => Row | undefined,
): LookupHandle {
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
    (key: string, name: string, value: Values[string], fill: Values = {}, join = false) => {
      dispatch({ type: 'edit', edits: [{ key, values: { ...fill, [name]: value } }], join });
    },
    [dispatch],
  );

  const begin = useCallback(
    (row: Row, column: Column, text: string, browsing: boolean) => {
      const same = now.current?.key === row.key && now.current.name === column.name;
      setSearch({
        key: row.key,
        name: column.name,
        text,
        found: same ? (now.current?.found ?? null) : null,
        highlight: -1,
        open: browsing || (same && (now.current?.open ?? false)),
        busy: true,
        pointed: false,
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

  const accept = useCallback(
    async (row: Row, column: Column): Promise<boolean> => {
      const current = now.current;
      if (!current || current.key !== row.key || current.name !== column.name) return true;
      if (current.browsing && !current.pointed) {
        close();
        return true;
      }
      const text = current.text.trim();
      if (!text && !current.pointed) {
        if (shownName(row, column)) put(row.key, column.name, null);
        close();
        return true;
      }
      let { found } = current;
      if (current.busy || !found) found = await ask(row, column, text);
      if (!found || now.current?.text.trim() !== text) return false;
      let one = onlyOne(found);
      if (!one && !current.pointed && found.length > 1) {
        // many were found, and the very code that was typed may lie beyond the first of them
        const [exact] = (await column.lookup?.resolve([text], [row]).catch(() => [])) ?? [];
        if (exact?.exact) one = exact;
        if (now.current?.text.trim() !== text) return false;
      }
      const pointedAt = current.busy ? undefined : found[current.highlight];
      const taken = current.pointed ? pointedAt : (one ?? pointedAt);
      if (taken) {
        choose(taken);
        return true;
      }
      setSearch({
        ...now.current,
        found,
        busy: false,
        open: true,
        highlight: found.length ? 0 : -1,
      });
      return false;
    },
    [ask, choose, close, put, setSearch],
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
      if (one) {
        put(row.key, column.name, one.chosen, one.fill);
        return;
      }
      put(row.key, column.name, { typed: text });
      if (known) return;
      void column.lookup?.resolve([text], [row]).then(([candidate]) => {
        const waiting = rowOf(row.key)?.values[column.name];
        if (candidate && isUnresolved(waiting) && waiting.typed === text) {
          put(row.key, column.name, candidate.chosen, candidate.fill, true);
        }
      });
    },
    [close, put, rowOf],
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
  };
}
