/** Whether the page is as narrow as a phone. */
import { useSyncExternalStore } from 'react';

const QUERY = '(width < 640px)';

let known: MediaQueryList | null = null;

/** Asked with every drawing of a page: the same object each time. */
function media(): MediaQueryList {
  known ??= window.matchMedia(QUERY);
  return known;
}

function subscribe(listener: () => void): () => void {
  const query = media();
  query.addEventListener('change', listener);
  return () => {
    query.removeEventListener('change', listener);
  };
}

export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => media().matches);
}
