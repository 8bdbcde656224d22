import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigProvider } from 'antd';
import { beforeEach, expect, test, vi } from 'vitest';

import { sessionQuery, type Session } from '@/lib/session';
import { field, purchaseOrder } from '@/testing/forms';
import type { Form, RecordData } from '../form';
import { formQuery } from '../records';
import { ListPage } from './ListPage';

const session = {
  user: { id: 'u1', username: 'li', name: '李' },
  company: { id: 1, name: '公司', currency: 'CNY', digits: 2, time_zone: 'Asia/Shanghai' },
  menu: [],
  reports: [],
} as unknown as Session;

const product: Form = {
  ...purchaseOrder,
  name: 'product',
  label: '商品',
  plural: '商品',
  kind: 'master',
  title_field: 'name',
  fields: [
    field('code', '编码', 'text', { required: true }),
    field('name', '名称', 'text'),
    field('unit', '单位', 'reference', { to: 'unit' }),
    field('made', '建立', 'text', { readonly: true }),
    field('sales_price', '销售价', 'price'),
  ],
  tables: [],
  sections: [{ label: '基本', fields: ['code', 'name', 'unit', 'sales_price'] }],
  list: {
    columns: ['code', 'name', 'unit', 'made', 'sales_price'],
    sort: 'code',
    sums: [],
    filters: [],
  },
  states: [],
  actions: [],
  conversions: [],
  operations: ['view', 'edit'],
};

interface Sent {
  path: string;
  body: Record<string, unknown>;
  match: string | null;
}

let rows: RecordData[];
let patches: Sent[];
let refuse: ((sent: Sent) => Response | undefined) | null;

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

beforeEach(() => {
  patches = [];
  refuse = null;
  rows = ['LS8', 'LS10', 'JS'].map((code, index) => ({
    id: `p${String(index + 1)}`,
    etag: 'v1',
    code,
    name: `${code}号`,
    unit: { id: 'u', code: 'GE', name: '个' },
    made: '昨天',
    sales_price: '5.00',
  }));
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const id = /records\/product\/(\w+)$/.exec(path)?.[1];
    const row = rows.find((one) => one.id === id);
    if (init.method === 'PATCH' && row) {
      const sent = {
        path,
        body: JSON.parse(init.body as string) as Record<string, unknown>,
        match: new Headers(init.headers).get('If-Match'),
      };
      patches.push(sent);
      const refused = refuse?.(sent);
      if (refused) return Promise.resolve(refused);
      const next = { ...row, ...sent.body, etag: `${row.etag}+` };
      rows = rows.map((one) => (one.id === id ? next : one));
      return Promise.resolve(json(next));
    }
    if (row) return Promise.resolve(json(row));
    if (path.includes('/chain')) return Promise.resolve(json({ before: [], after: [] }));
    if (path.includes('/summary'))
      return Promise.resolve(json({ total: rows.length, sums: {}, in_force: {} }));
    return Promise.resolve(json({ items: rows, next: null }));
  });
});

function open(form = product) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, session);
  client.setQueryData(formQuery('product').queryKey, form);
  const root = createRootRoute();
  const make = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path, component });
  const router = createRouter({
    history: createMemoryHistory({ initialEntries: ['/'] }),
    routeTree: root.addChildren([
      make('/', () => <ListPage name="product" search={{}} />),
      make('/records/$form/$id', () => <p>opened</p>),
    ]),
  });
  render(
    <QueryClientProvider client={client}>
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <RouterProvider router={router as never} />
      </ConfigProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

const row = async (code: string) => {
  const found = (await screen.findByRole('link', { name: code })).closest('tr');
  if (!found) throw new Error(code);
  return found;
};
const cell = async (code: string, column: string) => {
  const found = (await row(code)).querySelector<HTMLElement>(`td[data-column="${column}"]`);
  if (!found) throw new Error(column);
  return found;
};

test('a row is looked at beside the list, by mouse and keys, and opened by Enter', async () => {
  const user = open();
  await user.click(await cell('LS8', 'unit'));
  const beside = await screen.findByRole('complementary', { name: '预览' });
  expect(await within(beside).findByRole('heading', { name: 'LS8号' })).toBeTruthy();
  await user.keyboard('{ArrowDown}');
  expect(await within(beside).findByRole('heading', { name: 'LS10号' })).toBeTruthy();
  expect(document.activeElement).toBe(await row('LS10'));
  await user.keyboard(' ');
  expect(screen.queryByRole('complementary')).toBeNull();
  await user.keyboard(' ');
  expect(await screen.findByRole('complementary')).toBeTruthy();
  await user.keyboard('{Enter}');
  expect(await screen.findByText('opened')).toBeTruthy();
});

test('what is typed into a row is one request, and what stood there before comes back', async () => {
  const user = open();
  await user.dblClick(await cell('LS8', 'name'));
  await user.keyboard('螺栓{Tab}');
  expect(patches).toHaveLength(0);
  await user.keyboard('6.5{Enter}');
  await waitFor(() => {
    expect(patches).toHaveLength(1);
  });
  expect(patches[0]).toMatchObject({
    path: '/api/v1/records/product/p1',
    body: { name: '螺栓', sales_price: '6.5' },
    match: '"v1"',
  });
  expect(document.activeElement).toHaveProperty('value', 'LS10');
  await user.keyboard('{Escape}');
  expect(
    await screen.findByText(/已保存：名称：螺栓、销售价：6.50（原为 名称：LS8号/),
  ).toBeTruthy();

  // Also where the focus went with a button that is no more.
  (document.activeElement as HTMLElement).blur();
  await user.keyboard('{Control>}z{/Control}');
  await waitFor(() => {
    expect(patches).toHaveLength(2);
  });
  expect(patches[1]).toMatchObject({
    body: { name: 'LS8号', sales_price: '5' },
    match: '"v1+"',
  });
  await waitFor(() => {
    expect(screen.queryByRole('button', { name: '撤销' })).toBeNull();
  });
  expect((await cell('LS8', 'name')).textContent).toBe('LS8号');
});

test('references, what is read only and whoever may not edit are not typed into', async () => {
  const user = open({ ...product, operations: ['view'] });
  await user.dblClick(await cell('LS8', 'name'));
  expect(await screen.findByText('opened')).toBeTruthy();
  expect(patches).toHaveLength(0);
});

test('F2 begins at the cell that is chosen by the arrows, Escape leaves what stood there', async () => {
  const user = open();
  await user.click(await cell('LS8', 'unit'));
  await user.keyboard('{F2}');
  expect(document.activeElement).toBe(await row('LS8')); // no other cell than the one chosen
  await user.keyboard('{ArrowLeft}{ArrowLeft}{F2}');
  expect(document.activeElement).toHaveProperty('value', 'LS8');
  await user.keyboard('X{Escape}');
  await waitFor(async () => {
    expect(document.activeElement).toBe(await row('LS8'));
  });
  await user.keyboard('{ArrowRight}{ArrowRight}{F2}');
  expect(document.activeElement).toHaveProperty('value', '5.00');
  await user.keyboard('{Escape}');
  expect(patches).toHaveLength(0);
});

test('what is no number is not sent, what is refused stands at its cell', async () => {
  const user = open();
  await user.dblClick(await cell('LS8', 'sales_price'));
  await user.keyboard('abc{Enter}{Escape}');
  expect(await screen.findByText('销售价：不是有效的数字')).toBeTruthy();
  expect(patches).toHaveLength(0);

  refuse = () => {
    const errors = [{ code: 'min', message: '不能小于 0', field: 'sales_price' }];
    return json({ code: 'invalid', detail: '不能小于 0', errors }, 422);
  };
  await user.click(screen.getByRole('button', { name: '去改正' }));
  await screen.findByDisplayValue('abc');
  await user.keyboard('-1{Enter}{Escape}');
  expect(await screen.findByText('销售价：不能小于 0')).toBeTruthy();
  expect(rows[0]?.['sales_price']).toBe('5.00');

  refuse = null;
  await user.click(screen.getByRole('button', { name: '放弃我填的' }));
  expect((await cell('LS8', 'sales_price')).textContent).toBe('5.00');
});

test('who was overtaken reads both, and chooses', async () => {
  const user = open();
  await user.dblClick(await cell('LS8', 'name'));
  rows = rows.map((one) => (one.id === 'p1' ? { ...one, name: '螺钉', etag: 'v2' } : one));
  refuse = ({ match }) =>
    match === '"v1"' ? json({ code: 'record.changed', detail: '已被修改' }, 412) : undefined;
  await user.keyboard('螺栓{Enter}{Escape}');
  expect(await screen.findByText(/您填的：名称：螺栓；现在是：名称：螺钉/)).toBeTruthy();
  expect(rows[0]?.['name']).toBe('螺钉');
  await user.click(screen.getByRole('button', { name: '用我填的' }));
  await waitFor(() => {
    expect(rows[0]?.['name']).toBe('螺栓');
  });
  expect(patches.map(({ match }) => match)).toEqual(['"v1"', '"v2"']);
});
