import { afterEach, expect, test, vi } from 'vitest';

import type * as windows from './windows';

const held = new Map<string, { done: Promise<unknown> }>();

/** Locks of a browser, as far as windows use them. */
const locks = {
  request: (name: string, options: { signal: AbortSignal }, work: () => Promise<void>) => {
    if (options.signal.aborted) return Promise.reject(new DOMException('', 'AbortError'));
    const done = work().then(() => held.delete(name));
    held.set(name, { done });
    return done;
  },
  query: () => Promise.resolve({ held: [...held.keys()].map((name) => ({ name })), pending: [] }),
};

afterEach(() => {
  held.clear();
  sessionStorage.clear();
  vi.resetModules();
});

async function openWindow(): Promise<typeof windows> {
  vi.resetModules();
  sessionStorage.clear();
  const opened = await import('./windows');
  opened.windowId();
  return opened;
}

test('a window that is busy and answers nobody is open all the same', async () => {
  vi.stubGlobal('navigator', { ...navigator, locks });
  vi.spyOn(BroadcastChannel.prototype, 'postMessage').mockImplementation(() => undefined);
  const [busy, other] = [await openWindow(), await openWindow()];

  expect(await other.openWindows()).toEqual(new Set([other.windowId(), busy.windowId()]));
});

test('where there are no locks, windows answer', async () => {
  const [one, other] = [await openWindow(), await openWindow()];

  expect(await other.openWindows()).toContain(one.windowId());
});
