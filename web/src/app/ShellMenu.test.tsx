import { expect, test, vi } from 'vitest';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ children, onClick }: { children: ReactNode; onClick?: () => void }) => (
    <a href="#x" onClick={onClick}>
      {children}
    </a>
  ),
  useRouter: () => ({ history: { push: () => undefined } }),
}));
vi.mock('@/features/views/views', () => ({ useViews: () => ({ items: [] }) }));
vi.mock('@/features/phone/phone', () => ({ hasWork: () => false }));
const session = {
  user: { id: 'u1' },
  permissions: { stock: ['view'] },
  menu: [
    { module: 'sales', label: '销售', items: [{ form: 'sales_order', plural: '销售订单' }] },
    {
      module: 'masters',
      label: '资料',
      items: [
        { form: 'product', plural: '商品' },
        { form: 'partner', plural: '往来单位' },
      ],
    },
  ],
  reports: [{ name: 'sales', label: '销售统计', question: '' }],
};
vi.mock('@/lib/session', () => ({ useSession: () => session }));
// Another test of the same process may have drawn it with a session of its own.
vi.resetModules();
const { ShellMenu } = await import('./ShellMenu');

const links = () => screen.getAllByRole('link').map((one) => one.textContent);

test('the menu is narrowed by what is typed, also where a group is folded', async () => {
  const user = userEvent.setup();
  render(<ShellMenu />);
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
  render(<ShellMenu onChosen={chosen} />);
  await user.type(screen.getByRole('textbox'), '没有这个{Enter}');
  expect(chosen).not.toHaveBeenCalled();
  await user.clear(screen.getByRole('textbox'));
  await user.type(screen.getByRole('textbox'), 'wldw');
  const [first] = screen.getAllByRole('link');
  const clicked = vi.spyOn(first as HTMLElement, 'click');
  await user.keyboard('{Enter}');
  expect(first?.textContent).toBe('往来单位');
  expect(clicked).toHaveBeenCalledOnce();
  expect(chosen).toHaveBeenCalledOnce();
  expect(links()).toContain('商品');
});
