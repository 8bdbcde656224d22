/** How much stands on one screen, remembered; fingers on a phone always have room. */
import { useEffect, useRef, useSyncExternalStore } from 'react';

import { recall, remember } from '@/lib/remember';
import { useNarrow } from './narrow';

export type Density = 'comfortable' | 'compact';

/** Heights in pixels, those of density.css. */
export const MEASURES = {
  comfortable: { row: 36, line: 32 },
  compact: { row: 28, line: 26 },
} as const;

const KEPT = 'huolang.density';
const listeners = new Set<() => void>();
let current: Density = 'comfortable';

function keep(density: Density): void {
  current = density;
  document.documentElement.dataset['density'] = density;
  for (const listener of listeners) listener();
}

export function startDensity(): void {
  keep(recall(KEPT) === 'compact' ? 'compact' : 'comfortable');
}

export function chooseDensity(density: Density): void {
  remember(KEPT, density);
  keep(density);
}

/** What this person chose, wherever there is room to choose. */
export function useDensity(): Density {
  const narrow = useNarrow();
  const chosen = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => current,
  );
  return narrow ? 'comfortable' : chosen;
}

export function useMeasures() {
  return MEASURES[useDensity()];
}

/** What was reckoned with another height of the rows is reckoned anew. */
export function useRemeasured(rows: { measure(): void }, height: number): void {
  const known = useRef(height);
  useEffect(() => {
    if (known.current === height) return;
    known.current = height;
    rows.measure();
  }, [rows, height]);
}
