import { beforeEach, expect, test, vi } from 'vitest';
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';

import type { MenuItem, Session } from '@/lib/session';
import { showInside } from '@/testing/inside';
import { ShellMenu } from './ShellMenu';

const item = (form: string, plural: string): MenuItem => ({
  ...{ form, label: plural, plural, initials: '' },
});
const session: Partial<Session> = {
  permissions: { stock: ['view'] },
  menu: [
    { module: 'sales', label: '销售', items: [item('sales_order', '销售订单')] },
    {
      module: 'masters',
      label: '资料',
      items: [item('product', '商品'), item('partner', '往来单位')],
    },
  ],
  reports: [{ name: 'sales', label: '销售统计', initials: '', question: '', module: 'sales' }],
};

beforeEach(() => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ items: [], roles: [] })));
});

const links = () => screen.getAllByRole('link').map((one) => one.textContent);

test('the menu is narrowed by what is typed, also where a group is folded', async () => {
  const user = userEvent.setup();
  await showInside(<ShellMenu />, { session });
  await user.click(screen.getByRole('button', { name: '销售' }));
  expect(links()).not.toContain('销售订单');

  await user.type(screen.getByRole('textbox'), 'xs');
  expect(links()).toEqual(['销售订单', '销售统计']);

  await user.keyboard('{Escape}');
  expect(links()).toContain('商品');
  expect(links()).not.toContain('销售订单');
  expect(localStorage.getItem('huolang.menu.groups:u1')).toBe('sales');
});

test('Enter opens the first that fits, and the whole menu is there again', async () => {
  const user = userEvent.setup();
  const chosen = vi.fn();
  const { went } = await showInside(<ShellMenu onChosen={chosen} />, { session });
  await user.type(screen.getByRole('textbox'), '没有这个{Enter}');
  expect(chosen).not.toHaveBeenCalled();
  await user.clear(screen.getByRole('textbox'));
  await user.type(screen.getByRole('textbox'), 'wldw');
  expect(links()[0]).toBe('往来单位');
  await user.keyboard('{Enter}');
  await waitFor(() => {
    expect(went).toEqual(['/records/partner']);
  });
  expect(chosen).toHaveBeenCalledOnce();
  expect(links()).toContain('商品');
});

test('a folded group says that the page which is shown stands in it', async () => {
  const user = userEvent.setup();
  await showInside(<ShellMenu />, { session, at: '/records/product/p1' });
  const current = () =>
    screen.queryAllByRole('button', { current: true }).map((one) => one.textContent);
  const group = screen.getByRole('button', { name: '资料' });
  expect(current()).toEqual([]);
  await user.click(group);
  await user.click(screen.getByRole('button', { name: '销售' }));
  expect(current()).toEqual(['资料']);
  await user.type(screen.getByRole('textbox'), 'sp');
  expect(current()).toEqual([]);
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('link', { name: '销售统计' }));
  await waitFor(() => {
    expect(current()).toEqual([]);
  });
});
