/**
 * What was typed into the rows of a list and is not saved: it is there again when one comes back;
 * what a window left behind that is gone is offered.
 */
import { useCallback, useEffect, useMemo } from 'react';

import { useKeptWork, useLeftWork } from '@/lib/keptWork';
import { markTab } from '@/lib/workTabs';
import type { Form } from '../form';
import type { Draft } from './cellDrafts';

export interface CellWork {
  /** by the id of the row */
  drafts: ReadonlyMap<string, Draft>;
  /** of a row as it is by now, drawn or not */
  draftOf(id: string): Draft | undefined;
  keep(id: string, draft: Draft | null): void;
  left: LeftRows | null;
}

/** Rows that another window left, and of which this one has none. */
export interface LeftRows {
  drafts: readonly Draft[];
  take(): void;
  drop(): void;
}

type Rows = Record<string, Draft>;

const some = (rows: Rows): Rows | null => (Object.keys(rows).length > 0 ? rows : null);

/** Those that `mine` has not, or only those that it has. */
function apart(rows: Rows, mine: Rows | null, which: 'new' | 'known'): Rows {
  const isKnown = (id: string) => mine !== null && id in mine;
  return Object.fromEntries(
    Object.entries(rows).filter(([id]) => isKnown(id) === (which === 'known')),
  );
}

function useLeftRows(what: string, mine: Rows | null): LeftRows | null {
  const all = useLeftWork<Rows>(what);
  return useMemo(() => {
    const left = all.find(({ work }) => some(apart(work, mine, 'new')));
    if (!left) return null;
    return {
      drafts: Object.values(apart(left.work, mine, 'new')),
      drop: () => {
        left.keep(some(apart(left.work, mine, 'known')));
      },
      take: () =>
        void left.take((work, own) => ({
          mine: some({ ...apart(work, own, 'new'), ...own }),
          rest: some(apart(work, own, 'known')),
        })),
    };
  }, [all, mine]);
}

export function useCellWork(form: Form): CellWork {
  const what = `cells.${form.name}`;
  const { work, now, keep: keepAll } = useKeptWork<Rows>(what);
  const left = useLeftRows(what, work);
  const drafts = useMemo(() => new Map(Object.entries(work ?? {})), [work]);
  const unsaved = drafts.size > 0;
  useEffect(() => {
    markTab(`/records/${form.name}`, { unsaved });
  }, [form.name, unsaved]);
  const draftOf = useCallback((id: string) => now()?.[id], [now]);
  const keep = useCallback(
    (id: string, draft: Draft | null) => {
      const others = Object.entries(now() ?? {}).filter(([each]) => each !== id);
      const all = draft ? [...others, [id, draft] as const] : others;
      keepAll(all.length > 0 ? Object.fromEntries(all) : null);
    },
    [now, keepAll],
  );
  return useMemo(() => ({ drafts, draftOf, keep, left }), [drafts, draftOf, keep, left]);
}
