/**
 * A scan while the focus is beside the lines, on a button or on nothing, is meant for them as well:
 * who scans looks at the goods, not at the screen. What takes words or keys of its own keeps them.
 */
import { useEffect, useRef, type RefObject } from 'react';

const OF_THEIR_OWN =
  'input, textarea, select, [contenteditable="true"], [role="dialog"], [role="menu"], [role="listbox"]';

function isSeen(grid: HTMLElement): boolean {
  // The grid of a tab behind this one is on the page, too.
  return typeof grid.checkVisibility === 'function' ? grid.checkVisibility() : true;
}

export function useScannedBeside(
  grid: RefObject<HTMLElement | null>,
  onKey: (event: KeyboardEvent) => void,
): void {
  const now = useRef(onKey);
  useEffect(() => {
    now.current = onKey;
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const { current } = grid;
      if (event.defaultPrevented || !current || !(event.target instanceof Element)) return;
      if (current.contains(event.target) || event.target.closest(OF_THEIR_OWN)) return;
      if (document.querySelector('[aria-modal="true"]') || !isSeen(current)) return;
      now.current(event);
    };
    window.addEventListener('keydown', listen, true);
    return () => {
      window.removeEventListener('keydown', listen, true);
    };
  }, [grid]);
}
