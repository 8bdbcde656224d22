import { expect, test, vi } from 'vitest';

import { pauseAfter, spaced, topicsIn } from './live';

test('a stream is read in whatever pieces it comes', () => {
  const stream = 'event: hello\ndata: {}\n\n: \n\nevent: notifications\ndata: {}\n\n';
  for (let size = 1; size <= stream.length; size += 1) {
    let text = '';
    const told: string[] = [];
    for (let at = 0; at < stream.length; at += size) {
      const { topics, rest } = topicsIn(text + stream.slice(at, at + size));
      told.push(...topics);
      text = rest;
    }
    expect(told).toEqual(['hello', 'notifications']);
    expect(text).toBe('');
  }
});

test('a stream that ended is followed soon, one that cannot be had ever more slowly', () => {
  expect(pauseAfter(0, 1)).toBe(1_000);
  expect(pauseAfter(1, 1)).toBe(2_000);
  expect(pauseAfter(3, 1)).toBe(8_000);
  expect(pauseAfter(3, 0)).toBe(4_000);
  expect(pauseAfter(40, 1)).toBe(60_000);
});

test('what is asked for again and again is done now and then, and once more at the end', () => {
  vi.useFakeTimers();
  const work = vi.fn();
  const often = spaced(work, 1_000);
  for (let times = 0; times < 25; times += 1) {
    often();
    vi.advanceTimersByTime(100);
  }
  vi.advanceTimersByTime(5_000);
  expect(work).toHaveBeenCalledTimes(4);
  vi.useRealTimers();
});
