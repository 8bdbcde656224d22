import { expect, test } from 'vitest';

import { columnsOf, unbroken, widthOf, type Drawing } from './cells';
import type { Column } from './reports';

test('words of a few are not cut: the column is as wide as the longest', () => {
  const way = (...labels: string[]): Column => ({
    ...{ name: 'why', label: 'Why', kind: 'choice', to: null, added_up: false, shown: true },
    ...{ aside: false, help: '' },
    options: labels.map((label) => ({ value: label, label })),
  });
  // DejaVu Sans, the widest of usual fonts, at 13 px: 92.2 px, and 20 px beside it.
  expect(widthOf(way('Cheapest', 'Brought it last'), false)).toBeGreaterThanOrEqual(93 + 20);
  expect(widthOf(way('最近一次进货'), false)).toBeGreaterThanOrEqual(6 * 13 + 20);
  expect(widthOf(way('Buy'), false)).toBe(90);
  expect(widthOf(way('A whole sentence that nobody reads in a column'), false)).toBe(168);
});

test('what leads on from a row is told whole, in wide Latin letters as well', () => {
  const drawing = { columns: [], convert: { label: 'Next step', from: () => 0, busy: false } };
  const [going] = columnsOf(drawing as unknown as Drawing);
  // DejaVu Sans at 13 px: 60 px, and 20 px beside it.
  expect(going?.width).toBeGreaterThanOrEqual(60 + 20);
});

test('a number and what it counts stand on one line of a heading', () => {
  expect(unbroken('31–60 天金额')).toBe('31–60\u00a0天金额');
  expect(unbroken('Up to 30 days')).toBe('Up to 30 days');
  expect(unbroken('收入 采购入库单')).toBe('收入 采购入库单');
});
