import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { App } from 'antd';
import { beforeEach, expect, test } from 'vitest';

import { sessionQuery, type Session } from '@/lib/session';
import { begin, session } from '@/testing/recordPage';
import { PersonDrawer } from './PersonDrawer';
import { RoleDrawer } from './RoleDrawer';
import type { Person, Rights, Role } from './team';

beforeEach(begin);

const role = {
  ...{ code: 'clerk', name: '文员', permissions: {}, hidden: [] },
  ...{ fixed: false, built_in: false, etag: '1' },
} as unknown as Role;
const rights = {
  operations: { view: '查看', edit: '修改' },
  items: [{ name: 'sales_order', label: '销售订单', operations: ['view', 'edit'] }],
  hideable: {},
} as unknown as Rights;
const person = {
  ...{ id: 'p1', username: 'wang', name: '王', email: '', roles: [], active: true, etag: '1' },
} as unknown as Person;

/** A window that is gone left this behind. */
const leave = (page: string, part: string, values: object) => {
  const work = JSON.stringify({ [part]: { values, onto: {} } });
  localStorage.setItem(`huolang.work:u1:1:${page}:gone`, work);
};
const left = () => Object.keys(localStorage).filter((name) => name.endsWith(':gone'));

function show(drawer: React.ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const permissions = { role: ['view', 'edit'], user: ['view', 'edit'] };
  const holder: Session = { ...session, permissions };
  client.setQueryData(sessionQuery.queryKey, holder);
  render(
    <QueryClientProvider client={client}>
      <App>{drawer}</App>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

/** Longer than open windows have to say that they are. */
const aWhile = () => new Promise((resolve) => setTimeout(resolve, 400));
const box = () => screen.getByRole<HTMLInputElement>('checkbox', { name: '销售订单 修改' });
const drawnRole = () => <RoleDrawer role={role} rights={rights} onClose={() => undefined} />;

test('a tick that another window left in a role is offered, not put in; taken, it can be dropped', async () => {
  leave('/roles', 'clerk', { permissions: { sales_order: ['edit'] } });
  const user = show(drawnRole());
  await aWhile();
  expect(box().checked).toBe(false);
  await user.click(await screen.findByRole('button', { name: /接着做/ }));
  expect(box().checked).toBe(true);
  expect(left()).toEqual([]);
  expect(screen.getByText(/上次填的还没有保存/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: /放弃修改/ }));
  expect(box().checked).toBe(false);
});

test('what is not wanted of it is forgotten; that of other roles stays', async () => {
  const work = {
    clerk: { values: { name: '甲' }, onto: {} },
    buyer: { values: { name: '乙' }, onto: {} },
  };
  localStorage.setItem('huolang.work:u1:1:/roles:gone', JSON.stringify(work));
  const user = show(drawnRole());
  await user.click(await screen.findByRole('button', { name: /不要了/ }));
  expect(screen.queryByRole('button', { name: /接着做/ })).toBeNull();
  expect(JSON.parse(localStorage.getItem('huolang.work:u1:1:/roles:gone') ?? '')).toEqual({
    buyer: work.buyer,
  });
});

test('likewise of a person', async () => {
  leave('/people', 'p1', { name: '汪' });
  const nothing = () => undefined;
  const user = show(
    <PersonDrawer person={person} roles={[]} onClose={nothing} onPassword={nothing} />,
  );
  await aWhile();
  const name = screen.getByLabelText<HTMLInputElement>('姓名');
  expect(name.value).toBe('王');
  await user.click(await screen.findByRole('button', { name: /接着做/ }));
  await waitFor(() => {
    expect(name.value).toBe('汪');
  });
  expect(screen.getByRole('button', { name: /放弃修改/ })).toBeTruthy();
});
