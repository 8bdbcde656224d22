/**
 * Follows the server's stream of hints that there is something new. What it is, the screens then ask
 * for as always, so nothing is lost when the stream is: whoever follows anew asks for everything.
 * Only a page that is looked at follows: a browser has six connections to a server, for all tabs.
 */
import { useSyncExternalStore } from 'react';

import { openStream } from './api';

const SECOND = 1_000;
const LONGEST_PAUSE = 60 * SECOND;

type Listener = (topic: string) => void;

let live = true;
const watchers = new Set<() => void>();

function setLive(now: boolean): void {
  if (live === now) return;
  live = now;
  for (const watcher of watchers) watcher();
}

/** False while hints cannot be had, after the first attempt failed. */
export function useIsLive(): boolean {
  return useSyncExternalStore(
    (watcher) => {
      watchers.add(watcher);
      return () => watchers.delete(watcher);
    },
    () => live,
  );
}

/** The topics in a part of a stream, and what of it is not whole yet. */
export function topicsIn(text: string): { topics: string[]; rest: string } {
  const events = text.split('\n\n');
  const rest = events.pop() ?? '';
  const topics = events.flatMap((event) => /^event: (\w+)$/m.exec(event)?.[1] ?? []);
  return { topics, rest };
}

/** How long to wait after so many attempts in a row that failed; not all screens at one moment. */
export function pauseAfter(failures: number, chance: number): number {
  if (failures === 0) return SECOND * chance;
  return Math.min(LONGEST_PAUSE, SECOND * 2 ** failures) * (0.5 + chance / 2);
}

/** Reads one stream to its end; answers whether it ever began. */
async function readOnce(tell: Listener, signal: AbortSignal): Promise<boolean> {
  let began = false;
  try {
    const response = await openStream('/api/v1/events', signal);
    if (!response.ok || !response.body) return false;
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    let text = '';
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return began;
      const { topics, rest } = topicsIn(text + value);
      text = rest;
      for (const topic of topics) {
        began = true;
        setLive(true);
        tell(topic);
      }
    }
  } catch {
    return began; // the connection broke, or nobody looks any more
  }
}

function pause(time: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, time);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function keepReading(tell: Listener, signal: AbortSignal): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    failures = (await readOnce(tell, signal)) ? 0 : failures + 1;
    if (signal.aborted) return;
    if (failures > 0) setLive(false);
    await pause(pauseAfter(failures, Math.random()), signal);
  }
}

/** Tells the topics of what is new until the answer is called. */
export function follow(tell: Listener): () => void {
  let now: AbortController | null = null;
  const look = () => {
    if (document.visibilityState === 'hidden') {
      now?.abort();
      now = null;
    } else if (!now) {
      now = new AbortController();
      void keepReading(tell, now.signal);
    }
  };
  look();
  document.addEventListener('visibilitychange', look);
  return () => {
    document.removeEventListener('visibilitychange', look);
    now?.abort();
    now = null;
  };
}

/** `work` at once, and again at most once in `time`, however often it is asked for. */
export function spaced(work: () => void, time: number): () => void {
  let next = 0;
  let waiting = false;
  const go = () => {
    waiting = false;
    next = Date.now() + time;
    work();
  };
  return () => {
    if (waiting) return;
    waiting = true;
    setTimeout(go, Math.max(0, next - Date.now()));
  };
}
