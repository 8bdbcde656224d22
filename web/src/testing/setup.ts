import { cleanup, configure } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';

import { needWords, startLanguages } from '@/i18n';
import { wordFiles } from '@/i18n/words';
import { noteReached } from '@/lib/reach';
import { Windows } from './windows';

// A busy machine is slow, not wrong.
configure({ asyncUtilTimeout: 10_000 });

class NoResizes {
  observe() {}
  unobserve() {}
  disconnect() {}
}

/** What jsdom has not. It lays nothing out: give every box a size, so that virtual lists draw their rows. */
beforeAll(async () => {
  globalThis.ResizeObserver = NoResizes;
  // jsdom's frames stop for good when one is asked for while a test has timers of its own.
  globalThis.requestAnimationFrame = (draw) =>
    Number(
      setTimeout(() => {
        draw(performance.now());
      }, 16),
    );
  globalThis.cancelAnimationFrame = (frame) => {
    clearTimeout(frame);
  };
  globalThis.BroadcastChannel = Windows as unknown as typeof BroadcastChannel;
  Object.defineProperties(HTMLElement.prototype, {
    clientHeight: { configurable: true, get: () => 600 },
    clientWidth: { configurable: true, get: () => 1200 },
  });
  HTMLElement.prototype.scrollIntoView = () => undefined;
  window.scrollTo = () => undefined;
  URL.createObjectURL = () => 'blob:';
  URL.revokeObjectURL = () => undefined;
  window.matchMedia = (query) =>
    Object.assign(new EventTarget(), { matches: false, media: query }) as unknown as MediaQueryList;
  Object.defineProperty(navigator, 'language', { configurable: true, get: () => 'zh-CN' });
  await startLanguages();
  await needWords(...wordFiles('zh-Hans'));
});

afterEach(() => {
  vi.useRealTimers();
  cleanup();
  localStorage.clear();
  sessionStorage.clear();
  noteReached(true);
});

// Vitest does so before the next test: the next file would begin with them.
afterAll(() => {
  vi.unstubAllGlobals();
});
