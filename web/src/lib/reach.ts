/** Whether the server answers: told by every request, asked by whoever shows it. */
import { useSyncExternalStore } from 'react';

let reached = true;
const watchers = new Set<() => void>();

export function noteReached(now: boolean): void {
  if (reached === now) return;
  reached = now;
  for (const watcher of watchers) watcher();
}

export function isReached(): boolean {
  return reached;
}

/** Called with every change. */
export function watchReach(watcher: () => void): () => void {
  watchers.add(watcher);
  return () => {
    watchers.delete(watcher);
  };
}

export function useReached(): boolean {
  return useSyncExternalStore(watchReach, isReached);
}
