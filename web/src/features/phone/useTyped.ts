/** What is being typed of some goods: who left the page, or reloaded it, finds it when they come to
 * the same goods again. */
import { useState } from 'react';

import { NOTHING_SAID, type Said } from './Batch';

export interface Typed {
  text: string;
  batch: string;
  days: Said;
}

const NAME = 'huolang.phone.typed';

function recall(about: string): Partial<Typed> {
  try {
    const found = JSON.parse(sessionStorage.getItem(NAME) ?? 'null') as {
      about: string;
      typed: Typed;
    } | null;
    return found?.about === about ? found.typed : {};
  } catch {
    return {};
  }
}

/** `about`: whose they are, of which work. */
export function useTyped(about: string, batch: string) {
  const [typed, setTyped] = useState<Typed>(() => ({
    ...{ text: '1', batch, days: NOTHING_SAID },
    ...recall(about),
  }));
  const type = (more: Partial<Typed>) => {
    const next = { ...typed, ...more };
    setTyped(next);
    try {
      sessionStorage.setItem(NAME, JSON.stringify({ about, typed: next }));
    } catch {
      // It stays on the page.
    }
  };
  const forget = () => {
    try {
      sessionStorage.removeItem(NAME);
    } catch {
      // There was none.
    }
  };
  return { ...typed, type, forget };
}
