/** Ctrl+S saves, Ctrl+Enter saves and confirms, from wherever the person is typing. */
import { useEffect, useRef } from 'react';

interface Keys {
  save: (() => void) | null;
  saveAnd: (() => void) | null;
}

export function useSaveKeys(keys: Keys): void {
  const now = useRef(keys);
  useEffect(() => {
    now.current = keys;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.isComposing) return;
      const wish = event.key === 's' ? 'save' : event.key === 'Enter' ? 'saveAnd' : null;
      if (!wish) return;
      event.preventDefault();
      // What is half typed is taken first; whoever types goes on where they were.
      const here = document.activeElement;
      if (here instanceof HTMLElement) here.blur();
      setTimeout(() => {
        now.current[wish]?.();
        if (here instanceof HTMLElement && document.activeElement === document.body) {
          here.focus({ preventScroll: true });
        }
      }, 0);
    };
    window.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('keydown', onKey);
    };
  }, []);
}
