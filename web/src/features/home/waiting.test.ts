import { expect, test } from 'vitest';

import type { Session } from '@/lib/session';
import type { HomeFigures } from './home';
import { waiting } from './waiting';

const clerk = {
  permissions: { sales_order: ['view'], sales_delivery: ['view', 'add', 'confirm'] },
  menu: [
    {
      module: 'sales',
      label: '销售',
      items: [
        { form: 'sales_order', label: '销售订单' },
        { form: 'sales_delivery', label: '销售出库单' },
      ],
    },
  ],
  reports: [{ name: 'sales_order_execution' }],
} as unknown as Session;

function told(found: Partial<HomeFigures>): string[] {
  const days = { today: '2026-11-26', month_begins: '2026-11-01' };
  const figures = { ...days, counts: {}, tiles: [], pins: [], ...found };
  return waiting(figures, clerk).map(({ key, count }) => `${key} ${String(count)}`);
}

test('late orders come first, and nothing is told of what does not wait', () => {
  const draft = { sales_order: 0, sales_delivery: 3 };
  const counts = { draft, open: { sales_order: 14 }, late: { sales_order: 4 } };
  expect(told({ counts })).toEqual([
    'sales_order-late 4',
    'sales_order-confirmed 14',
    'sales_delivery-draft 3',
  ]);
  expect(told({ counts: { draft: { sales_delivery: 0 } } })).toEqual([]);
});

test('drafts wait for those who may confirm them', () => {
  expect(told({ counts: { draft: { sales_order: 2 } } })).toEqual([]);
});

test('goods that are short are told to those who may see the stock', () => {
  expect(told({ waiting: 22, alerts: { above: 0, below: 54, safety: 3 } })).toEqual([
    'waiting 22',
    'safety 3',
    'below 54',
  ]);
});

test('differences in the books come before everything', () => {
  const counts = { late: { sales_order: 4 } };
  expect(told({ counts, differences: 2 })).toEqual(['differences 2', 'sales_order-late 4']);
  expect(told({ counts: {}, differences: 0 })).toEqual([]);
});
