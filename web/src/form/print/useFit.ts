import { useSyncExternalStore } from 'react';

/** How much smaller a sheet is drawn so that it fits the window. */
export function useFit(millimetres: number): number {
  const width = useSyncExternalStore(
    (listener) => {
      window.addEventListener('resize', listener);
      return () => {
        window.removeEventListener('resize', listener);
      };
    },
    () => window.innerWidth,
  );
  return Math.min(1, (width - 32) / ((millimetres * 96) / 25.4));
}
