import { expect, test } from 'vitest';

import { spans } from './packing';

test('every row of the home page is full, whatever stands on it and however wide', () => {
  expect(spans([4, 4, 1, 1, 2, 1, 1], 4)).toEqual([4, 4, 1, 1, 2, 2, 2]);
  expect(spans([1, 1, 1], 4)).toEqual([1, 1, 2]);
  expect(spans([3, 2, 1], 4)).toEqual([4, 2, 2]);
  expect(spans([1, 4, 1], 2)).toEqual([2, 2, 2]);
  expect(spans([], 4)).toEqual([]);
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647);
  for (let turn = 0; turn < 200; turn += 1) {
    const widths = Array.from({ length: random() % 10 }, () => 1 + (random() % 4));
    for (const columns of [1, 2, 4]) {
      let used = 0;
      for (const span of spans(widths, columns)) {
        expect((used % columns) + span).toBeLessThanOrEqual(columns);
        used += span;
      }
      expect(used % columns).toBe(0);
    }
  }
});
