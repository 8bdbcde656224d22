/** How much room the window has. */
import { useSyncExternalStore } from 'react';

/** Asked with every drawing of a page: the same objects each time. */
function watch(query: string) {
  let known: MediaQueryList | null = null;
  const media = () => (known ??= window.matchMedia(query));
  return {
    matches: () => media().matches,
    subscribe: (listener: () => void) => {
      media().addEventListener('change', listener);
      return () => {
        media().removeEventListener('change', listener);
      };
    },
  };
}

const narrow = watch('(width < 640px)');
const oneColumn = watch('(width < 900px)');
const tight = watch('(width < 1280px)');

/** A page as narrow as a phone. */
export function useNarrow(): boolean {
  return useSyncExternalStore(narrow.subscribe, narrow.matches);
}

/** No room for the menu at the side, nor for tabs. */
export function useOneColumn(): boolean {
  return useSyncExternalStore(oneColumn.subscribe, oneColumn.matches);
}

/** A small desk: a list has not all its columns in sight. */
export function useTight(): boolean {
  return useSyncExternalStore(tight.subscribe, tight.matches);
}
