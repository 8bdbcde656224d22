/** The same object while somebody types, though what it does is always that of now. */
import { useLayoutEffect, useMemo, useRef } from 'react';

import type { Saving } from './saving';

export function useSteady(all: Saving): Saving {
  const { busy, problem, refusals, stale, keptDraft, unanswered, savedBefore, foreseen } = all;
  const now = useRef(all);
  useLayoutEffect(() => {
    now.current = all;
  });
  return useMemo(
    () => ({
      ...{ busy, problem, refusals, stale, keptDraft, unanswered, savedBefore, foreseen },
      closeStale: () => {
        now.current.closeStale();
      },
      dismiss: () => {
        now.current.dismiss();
      },
      save: (then) => now.current.save(then),
      saveAndNew: () => now.current.saveAndNew(),
      act: (action, reason) => now.current.act(action, reason),
      convert: (target, how) => now.current.convert(target, how),
      remove: () => now.current.remove(),
      saveAsNew: () => now.current.saveAsNew(),
      giveUp: () => now.current.giveUp(),
    }),
    [busy, problem, refusals, stale, keptDraft, unanswered, savedBefore, foreseen],
  );
}
