/** Keeps the columns of who is at work in step with the server; never before the page is there. */
import { useEffect } from 'react';

import { useSession } from '@/lib/session';

const LATEST = 3_000;

function whenIdle(work: () => void): () => void {
  if (typeof requestIdleCallback === 'undefined') {
    const timer = setTimeout(work, LATEST);
    return () => {
      clearTimeout(timer);
    };
  }
  const asked = requestIdleCallback(work, { timeout: LATEST });
  return () => {
    cancelIdleCallback(asked);
  };
}

export function useLayouts(): void {
  const { user, company, kept } = useSession();
  useEffect(() => {
    if (kept) return undefined;
    let left = false;
    let stop = () => {};
    const cancel = whenIdle(() => {
      void import('@/lib/layoutSync').then(({ keepInStep }) => {
        if (!left) stop = keepInStep();
      });
    });
    return () => {
      left = true;
      cancel();
      stop();
    };
  }, [user.id, company.id, kept]);
}
