/** Work that another window left unsaved when it ended: offered, never put in unasked. */
import { useEffect, useState } from 'react';

import {
  dropLeft,
  findLeft,
  takeLeft,
  whenLeftIsGone,
  type DraftPlace,
  type Left,
  type LocalDraft,
} from './localDraft';

interface Parts {
  place: DraftPlace;
  version: string;
  /** nothing of its own is there */
  wanted: boolean;
  take(draft: LocalDraft): void;
}

export function useLeft({ place, version, wanted, take }: Parts) {
  const [left, setLeft] = useState<Left | null>(null);
  useEffect(() => {
    if (!wanted) return undefined;
    let gone = false;
    void findLeft(place, version).then((found) => {
      if (!gone) setLeft(found);
    });
    return () => {
      gone = true;
    };
  }, [place, version, wanted]);
  useEffect(() => {
    if (!left) return undefined;
    return whenLeftIsGone(left, () => {
      setLeft(null);
    });
  }, [left]);
  return {
    left,
    takeLeft: async () => {
      const draft = left && (await takeLeft(left, place, version));
      if (draft) take(draft);
      setLeft(null);
    },
    dropLeft: () => {
      if (left) dropLeft(left);
      setLeft(null);
    },
  };
}
