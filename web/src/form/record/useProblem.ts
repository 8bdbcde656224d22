/** What went wrong. A lost answer is told of until the page shows what came of it. */
import { useCallback, useState } from 'react';

import { isAnswer } from '@/lib/once';
import type { Editor } from './useEditor';

export function useProblem({ state, latest }: Pick<Editor, 'state' | 'latest'>) {
  const [told, setTold] = useState<{ error: unknown; etag: string | null } | null>(null);
  const tell = useCallback(
    (error: unknown) => {
      setTold(error === null ? null : { error, etag: latest.current.etag });
    },
    [latest],
  );
  const isOver = told !== null && !isAnswer(told.error) && told.etag !== state.etag;
  return [told === null || isOver ? null : told.error, tell] as const;
}
