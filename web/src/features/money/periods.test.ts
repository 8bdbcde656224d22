import { expect, test } from 'vitest';

import { turnable, type Month } from './money';

function month(name: string, closed: boolean, covers: string[] = [], used = true): Month {
  return { month: name, closed, used, covers, earliest: false };
}

test('months turn in order, those that nobody used with the next', () => {
  const months = [
    month('2026-05', false),
    month('2026-04', false, ['2026-02', '2026-03']),
    month('2026-03', false, ['2026-02'], false),
    month('2026-02', false, [], false),
    month('2026-01', true),
    month('2025-12', true),
  ];
  expect([...turnable(months)].sort()).toEqual(['2026-01', '2026-02', '2026-03', '2026-04']);
  expect([...turnable(months.slice(4))]).toEqual(['2026-01']);
});
