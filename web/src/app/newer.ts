/** Notices that the server has a newer screen than this one, which goes on until it is reloaded. */
import { useSyncExternalStore } from 'react';

import { isReached, noteReached, watchReach } from '@/lib/reach';

const BETWEEN = 10 * 60_000;

let newer = false;
let asked = Date.now();
const watchers = new Set<() => void>();

function found(): void {
  if (newer) return;
  newer = true;
  for (const watcher of watchers) watcher();
}

/** The script that a page begins with; its name changes with the content. */
export function entryOf(page: string): string | null {
  return /<script type="module"[^>]* src="([^"]+)"/.exec(page)?.[1] ?? null;
}

/** Asks the server for its page, and compares. */
export async function lookForNewer(own: string | null): Promise<void> {
  asked = Date.now();
  try {
    const response = await fetch('/', { cache: 'no-cache' });
    noteReached(response.ok);
    const theirs = response.ok ? entryOf(await response.text()) : null;
    if (own && theirs && own !== theirs) found();
  } catch {
    noteReached(false);
  }
}

export function useNewer(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => newer,
  );
}

function install(): void {
  void navigator.serviceWorker.register('/sw.js').catch(() => {
    // Refused by the browser: the pages then need a network.
  });
}

/**
 * Looks when the server answers again after it did not, when somebody comes back to the page, and at
 * the start if the page may have come from this device.
 */
export function watchForNewer(): void {
  const own = entryOf(document.documentElement.outerHTML);
  const look = () => void lookForNewer(own);
  watchReach(() => {
    if (isReached()) look();
  });
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && Date.now() - asked > BETWEEN) look();
  });
  // A part of this screen that is not there any more.
  window.addEventListener('vite:preloadError', look);
  if (!('serviceWorker' in navigator)) return;
  if (navigator.serviceWorker.controller) look();
  // What it fetches comes after what the page needs.
  if (document.readyState === 'complete') install();
  else window.addEventListener('load', install);
}
