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
    const begin = async () => {
      try {
        const { keepInStep } = await import('@/lib/layoutSync');
        if (!left) stop = keepInStep();
      } catch {
        // The network went meanwhile: once it is back.
        if (!left) window.addEventListener('online', again, { once: true });
      }
    };
    const again = () => void begin();
    const cancel = whenIdle(again);
    return () => {
      left = true;
      window.removeEventListener('online', again);
      cancel();
      stop();
    };
  }, [user.id, company.id, kept]);
}
