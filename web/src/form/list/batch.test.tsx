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
import { inOrder } from './batch';
import { ListPage } from './ListPage';

const session = {
  user: { id: 'u1', username: 'li', name: '李' },
  company: { id: 1, name: '公司', currency: 'CNY', digits: 2, time_zone: 'Asia/Shanghai' },
  menu: [],
  reports: [],
} as unknown as Session;

const act = (name: string, label: string, states: string[]) => ({
  ...{ name, label, operation: name, states, tone: 'default' as const },
});
const order: Form = {
  ...purchaseOrder,
  actions: [
    act('confirm', '审核', ['draft']),
    act('reopen', '反审核', ['confirmed']),
    act('cancel', '作废', ['draft', 'confirmed']),
  ],
  conversions: [
    { target: 'purchase_receipt', label: '下推采购入库单', states: ['confirmed'], several: true },
  ],
  operations: ['view', 'confirm', 'reopen', 'cancel', 'delete'],
};
const product: Form = {
  ...order,
  ...{ name: 'product', label: '商品', plural: '商品', kind: 'master', title_field: 'name' },
  fields: [
    field('code', '编码', 'text', { required: true }),
    field('name', '名称', 'text'),
    field('sales_price', '销售价', 'price'),
    field('active', '启用', 'boolean'),
  ],
  sections: [{ label: '基本', fields: ['code', 'name', 'sales_price', 'active'] }],
  list: { columns: ['code', 'name', 'sales_price'], sort: 'code', sums: [], filters: [] },
  ...{ states: [], actions: [], conversions: [], operations: ['view', 'edit'] },
};

interface Item {
  id: string;
  action?: string;
  change?: Record<string, unknown>;
  etag?: string;
  reason?: string;
}
let rows: RecordData[];
let batches: { items: Item[]; key: string | null }[];
let refused: Record<string, string>;
let cut: number;
let hold: Promise<void> | null;

const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });
const result = ({ id }: Item) =>
  refused[id]
    ? {
        status: 409,
        problem: { code: 'x.refused', errors: [{ code: 'x.refused', message: refused[id] }] },
      }
    : { status: 200, record: { id } };

beforeEach(() => {
  batches = [];
  refused = {};
  cut = 0;
  hold = null;
  rows = Array.from({ length: 25 }, (_, index) => ({
    id: `r${String(index + 10)}`,
    etag: `v${String(index)}`,
    number: `D${String(index + 10)}`,
    code: `C${String(index + 10)}`,
    name: `物${String(index + 10)}`,
    state: 'draft',
    date: '2026-11-01',
  }));
  vi.stubGlobal('fetch', async (path: string, init: RequestInit) => {
    if (path.endsWith('/batch/preview')) return json({ summary: null, items: [] });
    if (path.endsWith('/batch')) {
      await hold;
      if (cut-- > 0) throw new TypeError('gone');
      const { items } = JSON.parse(init.body as string) as { items: Item[] };
      batches.push({ items, key: new Headers(init.headers).get('Idempotency-Key') });
      return json({ results: items.map(result) });
    }
    if (path.endsWith('/apart')) {
      const draft = (id: string, name: string) => ({
        record: { id, partner: { id: `p${id}`, name }, total: '113.00' },
        documents: 1,
      });
      return json({ drafts: [draft('n1', '永固'), draft('n2', '宏达'), draft('n3', '新华')] }, 201);
    }
    if (path.includes('/summary')) return json({ total: rows.length, sums: {}, in_force: {} });
    return json({ items: rows, next: null });
  });
});

function open(form: Form) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, session);
  client.setQueryData(formQuery(form.name).queryKey, form);
  client.setQueryData(formQuery('purchase_receipt').queryKey, {
    ...order,
    name: 'purchase_receipt',
    label: '采购入库单',
  });
  const root = createRootRoute();
  const router = createRouter({
    history: createMemoryHistory({ initialEntries: ['/'] }),
    routeTree: root.addChildren([
      createRoute({
        getParentRoute: () => root,
        path: '/',
        component: () => <ListPage name={form.name} search={{}} />,
      }),
    ]),
  });
  render(
    <QueryClientProvider client={client}>
      <ConfigProvider button={{ autoInsertSpace: false }} theme={{ token: { motion: false } }}>
        <RouterProvider router={router as never} />
      </ConfigProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

async function choose(user: ReturnType<typeof userEvent.setup>, what: string) {
  const all = await screen.findByRole('checkbox', { name: '选择已载入的全部' });
  await waitFor(() => {
    expect(all).toHaveProperty('disabled', false);
  });
  await user.click(all);
  await user.click(await screen.findByRole('button', { name: '批量处理 25' }));
  await user.click(await screen.findByRole('menuitem', { name: what }));
  const dialog = await screen.findByRole('dialog');
  await waitFor(() => {
    expect(within(dialog).queryByText('正在计算对成本的影响…')).toBeNull();
  });
  return dialog;
}

test('ticked drafts are confirmed in parts, and what was refused is named and stays ticked', async () => {
  refused = { r12: '库存不足', r30: '未填客户' };
  const user = open(order);
  const dialog = await choose(user, '审核');
  expect(screen.queryByRole('menuitem', { name: '反审核' })).toBeNull();
  await user.click(within(dialog).getByRole('button', { name: '审核 25 条' }));
  expect(await screen.findByText('已完成 23 条。 2 条没有完成，原因如下。')).toBeTruthy();
  expect(batches.map(({ items }) => items.length)).toEqual([10, 10, 5]);
  expect(batches[0]?.items[0]).toEqual({ id: 'r10', action: 'confirm', etag: 'v0' });
  expect(new Set(batches.map(({ key }) => key)).size).toBe(3);
  expect(screen.getAllByText('x.refused')).toHaveLength(2);
  expect(screen.getByText('库存不足')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '知道了' }));
  expect(await screen.findByRole('button', { name: '批量处理 2' })).toBeTruthy();
});

test('one can stop: what is on its way is waited for, the rest stays ticked', async () => {
  let letGo = () => {};
  hold = new Promise((resolve) => {
    letGo = resolve;
  });
  const user = open(order);
  const dialog = await choose(user, '作废');
  expect(within(dialog).getByText(/不能撤销/)).toBeTruthy();
  await user.type(within(dialog).getByRole('textbox'), '重复');
  await user.click(within(dialog).getByRole('button', { name: '作废 25 条' }));
  await user.click(await screen.findByRole('button', { name: '停止' }));
  letGo();
  expect(await screen.findByText('已完成 10 条。 15 条还没有处理就停止了。')).toBeTruthy();
  expect(batches).toHaveLength(1);
  // Taken back the other way round.
  expect(batches[0]?.items[0]).toEqual({
    ...{ id: 'r34', action: 'cancel', etag: 'v24', reason: '重复' },
  });
});

test('a request that was lost is sent again under its key', async () => {
  cut = 1;
  const user = open(order);
  const dialog = await choose(user, '删除');
  await user.click(within(dialog).getByRole('button', { name: '删除 25 条' }));
  await user.click(await screen.findByRole('button', { name: '继续' }));
  expect(await screen.findByText('已完成 25 条。')).toBeTruthy();
  expect(batches.map(({ items }) => items.length)).toEqual([10, 10, 5]);
});

test('one field of many masters is changed, and they are archived', async () => {
  const user = open(product);
  const dialog = await choose(user, '修改一项');
  const go = within(dialog).getByRole('button', { name: '修改一项 25 条' });
  expect(go).toHaveProperty('disabled', true);
  await user.click(within(dialog).getByRole('combobox', { name: '要修改的一项' }));
  await user.click(await screen.findByTitle('销售价'));
  await user.type(within(dialog).getByRole('textbox', { name: '销售价' }), '6.5');
  await user.click(go);
  expect(await screen.findByText('已完成 25 条。')).toBeTruthy();
  expect(batches[0]?.items[0]).toEqual({
    ...{ id: 'r10', change: { sales_price: '6.5' }, etag: 'v0' },
  });
  await user.click(screen.getByRole('button', { name: '知道了' }));
  const archive = await choose(user, '停用');
  await user.click(within(archive).getByRole('button', { name: '停用 25 条' }));
  await waitFor(() => {
    expect(batches.at(-1)?.items[0]?.change).toEqual({ active: false });
  });
});

test('documents of three partners are three drafts, which are shown', async () => {
  const user = open(order);
  await user.click(await screen.findByRole('checkbox', { name: '选择 D10' }));
  await user.click(screen.getByRole('button', { name: '下推 1 张' }));
  await user.click(await screen.findByRole('menuitem', { name: '下推采购入库单' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText('3 张采购入库单草稿')).toBeTruthy();
  expect(within(dialog).getByRole('link', { name: '宏达' }).getAttribute('href')).toBe(
    '/records/purchase_receipt/n2',
  );
  expect(within(dialog).getAllByText('由 1 张单据下推')).toHaveLength(3);
});

test('documents take effect by their days and are taken back the other way round', () => {
  const known = new Map<string, RecordData>([
    ['b', { id: 'b', etag: '', date: '2026-01-01' }],
    ['a', { id: 'a', etag: '', date: '2026-02-01' }],
    ['c', { id: 'c', etag: '', date: '2026-01-01' }],
  ]);
  const deed = (name: string) => ({ kind: 'act' as const, name, operation: name, label: '' });
  expect(inOrder(['a', 'c', 'b'], deed('confirm'), known)).toEqual(['b', 'c', 'a']);
  expect(inOrder(['a', 'c', 'b'], deed('reopen'), known)).toEqual(['a', 'c', 'b']);
});
