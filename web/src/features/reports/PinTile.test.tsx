import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import type { Pin } from '@/lib/pins';
import { showInside } from '@/testing/inside';
import { PinTile } from './PinTile';

const money = {
  kind: 'money',
  added_up: true,
  shown: true,
  aside: false,
  options: [],
  drill: null,
};
const columns = [
  { ...money, name: 'partner', label: '客户', kind: 'reference', added_up: false },
  { ...money, name: 'net', label: '不含税' },
  { ...money, name: 'net_before', label: '不含税 上期', of: 'net' },
  {
    ...money,
    name: 'net_change',
    label: '不含税 增减',
    kind: 'percent',
    of: 'net',
    change: 'percent',
  },
  { ...money, name: 'gross', label: '含税' },
];
const chart = { kind: 'ranked', by: 'partner', figure: 'net' };
const view = {
  name: 'partner',
  label: '按客户',
  columns,
  sort: 'partner',
  main: 'gross',
  drill: null,
};
const definition = { name: 'sales', label: '销售统计', filters: [], views: [{ ...view, chart }] };
const rows = Array.from({ length: 8 }, (_, index) => ({
  partner: { id: String(index), name: `客户${String(index + 1)}` },
  net: String(900 - index * 100),
  gross: '1.00',
}));
const totals = { net: '4400.00', net_before: '2200.00', net_change: '100.00', gross: '4972.00' };
const asked = { since: '2026-11-01', until: '2026-11-28' };

async function open(pin: Partial<Pin>, found: object | null = { items: rows, rows: 8, totals }) {
  const went: string[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    if (!path.includes('definition')) went.push(path);
    const page = found && { view: 'partner', asked, next: null, columns, ...found };
    const body = path.includes('definition') ? definition : page;
    return Promise.resolve(
      body
        ? new Response(JSON.stringify(body), { status: 200 })
        : new Response('{"title":"库忙","status":503}', { status: 503 }),
    );
  });
  const whole = { id: '1', tile: 'report:1', report: 'sales', asked: { view: 'partner' } };
  const usual = { title: '', label: '销售统计 · 按客户', period: '', broken: null, shows: 'rows' };
  await showInside(<PinTile pin={{ ...whole, ...usual, ...pin } as Pin} />);
  return went;
}

const text = (role: string) => screen.getAllByRole(role).map((one) => one.textContent);

test('figures: the main one first, and by how much each changed', async () => {
  const compared = { view: 'partner', period: 'month', compare: 'previous' };
  const went = await open(
    { shows: 'figures', asked: compared, period: '本月', title: '我的' },
    { items: rows.slice(0, 1), rows: 8, totals, compared: asked },
  );
  await waitFor(() => {
    expect(text('listitem')).toEqual(['含税4,972.00', '不含税4,400.00+100.00%']);
  });
  const link = screen.getByRole('link', { name: '我的' });
  expect(link.getAttribute('href')).toContain('/reports/sales?view=partner&period=month');
  expect(screen.getByText('本月')).toBeTruthy();
  expect(went).toEqual([
    '/api/v1/reports/sales?view=partner&period=month&compare=previous&limit=1',
  ]);
});

test('a chart: its six longest bars, asked for in their order', async () => {
  const went = await open({ shows: 'chart' });
  expect(await screen.findByText('不含税，前 6')).toBeTruthy();
  expect(text('listitem')).toHaveLength(6);
  expect(text('listitem')[0]).toBe('客户1900.00');
  expect(went).toEqual(['/api/v1/reports/sales?view=partner&sort=-net&limit=6']);
});

test('rows: what each is of and its main figure, and which days they are of', async () => {
  await open({ shows: 'rows' });
  expect(await screen.findByText('2026-11-01 – 2026-11-28')).toBeTruthy();
  const told = text('row');
  expect([told.length, told[0], told[1]]).toEqual([6, '客户含税', '客户11.00']);
});

test('nothing, and what went wrong, are said inside the tile', async () => {
  await open({ shows: 'chart' }, { items: [], rows: 0, totals: {} });
  expect(await screen.findByText('这些条件下没有数据。')).toBeTruthy();
  await open({ shows: 'figures', report: 'other' }, null);
  expect(await screen.findByRole('alert')).toBeTruthy();
});
