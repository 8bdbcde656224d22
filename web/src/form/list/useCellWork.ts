/** What was typed into the rows of a list and is not saved: it is there again when one comes back. */
import { useCallback, useEffect, useMemo } from 'react';

import { useTakenWork } from '@/lib/keptWork';
import { markTab } from '@/lib/workTabs';
import type { Form } from '../form';
import type { Draft } from './cellDrafts';

export interface CellWork {
  /** by the id of the row */
  drafts: ReadonlyMap<string, Draft>;
  /** of a row as it is by now, drawn or not */
  draftOf(id: string): Draft | undefined;
  keep(id: string, draft: Draft | null): void;
}

export function useCellWork(form: Form): CellWork {
  const { work, now, keep: keepAll } = useTakenWork<Record<string, Draft>>(`cells.${form.name}`);
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
  return useMemo(() => ({ drafts, draftOf, keep }), [drafts, draftOf, keep]);
}
