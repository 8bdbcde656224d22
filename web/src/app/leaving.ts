/** Who logs out with work that was not sent yet is asked; the question is loaded when it is put. */
import { useSyncExternalStore } from 'react';

export interface Leaving {
  /** pieces of work that were not sent */
  count: number;
  answer(goes: boolean): void;
}

let leaving: Leaving | null = null;
const listeners = new Set<() => void>();

function put(next: Leaving | null): void {
  leaving = next;
  for (const listener of listeners) listener();
}

/** Whether they log out all the same. */
export function askToLeave(count: number): Promise<boolean> {
  return new Promise((resolve) => {
    put({
      count,
      answer: (goes) => {
        put(null);
        resolve(goes);
      },
    });
  });
}

export function useLeaving(): Leaving | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => leaving,
  );
}
