/** A list, of products where nothing else is said, with a server that answers as a test says. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigProvider } from 'antd';
import { vi } from 'vitest';

import { sessionQuery, type Session } from '@/lib/session';
import { field, purchaseOrder } from './forms';
import type { Form, RecordData } from '@/form/form';
import { formQuery } from '@/form/records';
import { ListPage } from '@/form/list/ListPage';

const session = {
  user: { id: 'u1', username: 'li', name: '李' },
  company: { id: 1, name: '公司', currency: 'CNY', digits: 2, time_zone: 'Asia/Shanghai' },
  menu: [],
  reports: [],
} as unknown as Session;

export const product: Form = {
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
    searched: ['编码', '名称'],
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

const units = [{ id: 'b', code: 'BAO', name: '包' }];
/** The products of the server, and what it was sent. */
export const list = {
  rows: [] as RecordData[],
  patches: [] as Sent[],
  refuse: null as ((sent: Sent) => Response | undefined) | null,
  /** before everything else that it answers */
  answer: null as ((path: string, init: RequestInit) => Promise<Response> | undefined) | null,
};

export const json = (body: unknown, status = 200) => new Response(JSON.stringify(body), { status });

/** Before each test. */
export function begin(): void {
  list.patches = [];
  list.refuse = null;
  list.answer = null;
  list.rows = ['LS8', 'LS10', 'JS'].map((code, index) => ({
    id: `p${String(index + 1)}`,
    etag: 'v1',
    code,
    name: `${code}号`,
    unit: { id: 'u', code: 'GE', name: '个' },
    made: '昨天',
    sales_price: '5.00',
  }));
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    const first = list.answer?.(path, init);
    if (first) return first;
    const id = /records\/product\/(\w+)$/.exec(path)?.[1];
    const row = list.rows.find((one) => one.id === id);
    if (init.method === 'PATCH' && row) {
      const sent = {
        path,
        body: JSON.parse(init.body as string) as Record<string, unknown>,
        match: new Headers(init.headers).get('If-Match'),
      };
      list.patches.push(sent);
      const refused = list.refuse?.(sent);
      if (refused) return Promise.resolve(refused);
      const next = { ...row, ...sent.body, etag: `${row.etag}+` };
      list.rows = list.rows.map((one) => (one.id === id ? next : one));
      return Promise.resolve(json(next));
    }
    if (row) return Promise.resolve(json(row));
    if (path.includes('/records/unit')) return Promise.resolve(json({ items: units, next: null }));
    if (path.includes('/chain')) return Promise.resolve(json({ before: [], after: [] }));
    if (path.includes('/summary'))
      return Promise.resolve(json({ total: list.rows.length, sums: {}, in_force: {} }));
    return Promise.resolve(json({ items: list.rows, next: null }));
  });
}

/** `others`: forms that are spoken of on it. */
export function open(form = product, others: readonly Form[] = []) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, session);
  for (const one of [form, { ...product, name: 'unit' }, ...others]) {
    client.setQueryData(formQuery(one.name).queryKey, one);
  }
  const root = createRootRoute();
  const make = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path, component });
  const router = createRouter({
    history: createMemoryHistory({ initialEntries: ['/'] }),
    routeTree: root.addChildren([
      make('/', () => <ListPage name={form.name} search={{}} />),
      make('/records/$form/$id', () => <p>opened</p>),
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

export const row = async (code: string) => {
  const found = (await screen.findByRole('link', { name: code })).closest('tr');
  if (!found) throw new Error(code);
  return found;
};
export const cell = async (code: string, column: string) => {
  const found = (await row(code)).querySelector<HTMLElement>(`td[data-column="${column}"]`);
  if (!found) throw new Error(column);
  return found;
};
