import { screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { showInside } from '@/testing/inside';
import type { HomeFigures } from './home';
import { Forecast, Money } from './Money';
import { Structure } from './Structure';

const found = {
  today: '2026-11-28',
  month_begins: '2026-11-01',
  collected: { today: '100.00', month: '2500.50' },
  paid: { today: '0.00', month: '900.00' },
  receivable: { left: '1000.00', overdue: '300.10', week: '200.20', month: '100.30' },
  payable: { left: '500.00', overdue: '450.00', week: '0.00', month: '0.00' },
} as unknown as HomeFigures;

const rows = () =>
  screen.getAllByRole('row').map((row) => [...row.children].map((cell) => cell.textContent));

test('what was collected and paid leads to its confirmed documents', async () => {
  await showInside(<Money found={found} />);
  const links = screen.getAllByRole('link');
  expect(links.map((one) => one.textContent)).toEqual([
    '今日收款100.00',
    '本月收款2,500.50',
    '今日付款0.00',
    '本月付款900.00',
  ]);
  const to = new URL(links[1]?.getAttribute('href') ?? '', 'http://x');
  expect(to.pathname).toBe('/records/customer_payment');
  expect(decodeURIComponent(to.search)).toContain('2026-11-01..2026-11-28');
});

test('what falls due is added up, and the last row is the rest', async () => {
  await showInside(<Forecast found={found} />);
  expect(rows()).toEqual([
    ['到期', '应收', '应付', '累计净额'],
    ['已逾期', '300.10', '450.00', '-149.90'],
    ['7 天内', '200.20', '0.00', '50.30'],
    ['8–30 天', '100.30', '0.00', '150.60'],
    ['以后', '399.40', '50.00', '500.00'],
  ]);
});

test('who sees one side only is told no net of both', async () => {
  await showInside(<Forecast found={{ ...found, payable: null } as HomeFigures} />);
  expect(rows()[1]).toEqual(['已逾期', '300.10']);
});

test('a category says its part of all the stock, and what has none says so', async () => {
  const items = [
    { category: { id: 'c1', code: 'C1', name: '纸品' }, value: '750.00' },
    { category: null, value: '250.00' },
  ];
  vi.stubGlobal('fetch', () =>
    Promise.resolve(Response.json({ items, totals: { value: '1000.00' } })),
  );
  await showInside(<Structure />);
  await screen.findByText('纸品');
  const list = within(screen.getByRole('list')).getAllByRole('listitem');
  expect(list.map((one) => one.textContent)).toEqual(['纸品75.0%750.00', '未分类25.0%250.00']);
});
