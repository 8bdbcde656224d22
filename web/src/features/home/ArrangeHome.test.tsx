import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { showInside } from '@/testing/inside';
import { ArrangeHome } from './ArrangeHome';
import type { HomeFigures } from './home';
import type { PinParts } from './tiles';

const figures = { net: '1.00', margin: null };
const found = {
  today: '2026-11-28',
  month_begins: '2026-11-01',
  purchases: { today: figures, month: figures, days: [] },
  receivable: { left: '5.00', overdue: '0.00' },
  stock_value: '7.00',
  counts: {},
  pins: [
    { id: '1', tile: 'report:1', title: '', label: '销售统计 · 按客户', broken: null },
    { id: '2', tile: 'report:2', title: '旧', label: '销售统计', broken: '没有这个视图' },
  ],
  tiles: [
    { name: 'to_do', shown: true, width: 4 },
    { name: 'purchases', shown: true, width: 1 },
    { name: 'sales', shown: true, width: 1 },
    { name: 'owed', shown: true, width: 1 },
    { name: 'report:1', shown: true, width: 2 },
    { name: 'report:2', shown: true, width: 2 },
    { name: 'stock', shown: false, width: 1 },
  ],
} as unknown as HomeFigures;

const Pins: PinParts = {
  Tile: ({ pin }) => <p>{pin.label}</p>,
  Change: ({ pin, onGone }) => <button onClick={onGone}>取下 {pin.id}</button>,
  Broken: ({ pins }) => <p>{pins.flatMap(({ broken }) => broken ?? []).join()}</p>,
};

async function open() {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', (_: string, init?: RequestInit) => {
    if (init?.method === 'PUT') sent.push(JSON.parse(init.body as string));
    return Promise.resolve(new Response('{"tiles":[]}', { status: 200 }));
  });
  const onClose = vi.fn();
  await showInside(<ArrangeHome found={found} Pins={Pins} onClose={onClose} />);
  return { sent, onClose, user: userEvent.setup() };
}

const grips = () =>
  screen.getAllByRole('button', { name: /第 \d 块/ }).map((one) => one.dataset['grip']);
const grip = (name: string) => screen.getByRole('button', { name: new RegExp(`^${name}：第`) });

test('the home page is arranged by keys alone, and what has the keys keeps them', async () => {
  const { sent, onClose, user } = await open();
  expect(document.activeElement).toBe(grip('待办'));
  // What this person may not see is not there.
  expect(grips()).toEqual(['to_do', 'purchases', 'owed', 'report:1']);
  await user.keyboard('{ArrowDown}{ArrowRight}');
  expect(grips()).toEqual(['purchases', 'owed', 'to_do', 'report:1']);
  expect(document.activeElement).toBe(grip('待办'));
  expect(screen.getByRole('status').textContent).toBe('“待办”移到第 3 块，共 4 块');
  await user.keyboard('{ArrowRight}{ArrowLeft}{Shift>}{ArrowLeft}{ArrowLeft}{ArrowRight}{/Shift}');
  expect(screen.getByRole('status').textContent).toBe('“待办”宽 3 格，共 4 格');
  await user.keyboard('{ArrowLeft}{Delete}');
  expect(grips()).toEqual(['purchases', 'owed', 'report:1']);
  expect(document.activeElement).toBe(grip('往来'));
  const bar = screen.getByRole('toolbar', { name: '整理首页' });
  await user.click(within(bar).getByRole('button', { name: '库存金额' }));
  expect(document.activeElement).toBe(grip('库存金额'));
  await user.click(within(bar).getByRole('button', { name: '保存' }));
  await waitFor(() => {
    expect(onClose).toHaveBeenCalled();
  });
  expect(sent).toEqual([
    {
      tiles: [
        { name: 'purchases', shown: true, width: 1 },
        { name: 'owed', shown: true, width: 1 },
        { name: 'report:1', shown: true, width: 2 },
        { name: 'stock', shown: true, width: 1 },
        { name: 'to_do', shown: false, width: 3 },
      ],
    },
  ]);
});

test('what was arranged and left is not sent', async () => {
  const { sent, onClose, user } = await open();
  await user.keyboard('{Delete}');
  await user.click(screen.getByRole('button', { name: '取消' }));
  expect([sent, onClose.mock.calls.length]).toEqual([[], 1]);
});

test('a pinned report stands among the others until it is taken down; a broken one says why', async () => {
  const { sent, user } = await open();
  expect(screen.getByText('没有这个视图')).toBeTruthy();
  expect(grip('销售统计 · 按客户').dataset['grip']).toBe('report:1');
  await user.click(screen.getByRole('button', { name: '取下 1' }));
  expect([grips(), sent]).toEqual([['to_do', 'purchases', 'owed'], []]);
  expect(document.activeElement).toBe(grip('往来'));
});
