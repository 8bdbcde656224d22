/** A purchase order on its page, with a server that answers as a test says. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  Link,
  Outlet,
  RouterProvider,
  useMatches,
  useParams,
} from '@tanstack/react-router';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigProvider } from 'antd';
import { vi } from 'vitest';

import type { RecordData } from '@/form/form';
import { RecordPage } from '@/form/record/RecordPage';
import { formQuery } from '@/form/records';
import { idAt } from '@/lib/newRecord';
import { sessionQuery, type Session } from '@/lib/session';
import { useArrival } from '@/ui/arrival';
import { purchaseOrder } from './forms';

export const session: Session = {
  user: { id: 'u1', username: 'li', name: '李' },
  company: { id: 1, name: '公司', currency: 'CNY', digits: 2, time_zone: 'Asia/Shanghai' },
  companies: [{ id: 1, name: '公司' }],
  permissions: {},
  fields_hidden: [],
  language: 'zh-hans',
  version: '0',
  menu: [],
  reports: [],
};

export const saved: RecordData = {
  id: 'r1',
  etag: 'v1',
  state: 'draft',
  number: '',
  date: '2026-01-15',
  remark: '旧',
  actions: ['confirm', 'delete'],
  conversions: [],
  lines: [],
};

export interface Sent {
  method: string;
  path: string;
  headers: Headers;
  body: unknown;
}

export const sent: Sent[] = [];
type Answer = (request: Sent) => Response | Promise<Response> | undefined;
export const answers: Answer[] = [];

export function json(body: unknown, status = 200): Response {
  return new Response(JSON.stringify(body), { status });
}

/** Before each test: nothing was sent yet. */
export function begin(): void {
  sent.length = 0;
  answers.length = 0;
  vi.stubGlobal('fetch', (input: string, init: RequestInit) => {
    const request = {
      method: init.method ?? 'GET',
      path: input,
      headers: new Headers(init.headers),
      body: typeof init.body === 'string' ? (JSON.parse(init.body) as unknown) : null,
    };
    sent.push(request);
    for (const answer of answers) {
      const response = answer(request);
      if (response) return Promise.resolve(response);
    }
    if (input.includes('/chain')) return Promise.resolve(json({ before: [], after: [] }));
    return Promise.resolve(json(input.endsWith('/r1') ? saved : { items: [], next: null }));
  });
}

function List() {
  return (
    <ul>
      {['new', 'r1'].map((id) => (
        <li key={id}>
          <Link to="/records/$form/$id" params={{ form: 'purchase_order', id }}>
            {id}
          </Link>
        </li>
      ))}
    </ul>
  );
}

function Frame() {
  useArrival(useMatches({ select: (all) => all.at(-1)?.pathname ?? '' }));
  return (
    <main id="main">
      <Outlet />
    </main>
  );
}

function Opened() {
  const { id } = useParams({ strict: false });
  return <RecordPage name="purchase_order" id={idAt(id ?? '')} />;
}

export function open(id: string, form = purchaseOrder) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, session);
  client.setQueryData(formQuery('purchase_order').queryKey, form);
  const root = createRootRoute({ component: Frame });
  const make = (path: string, component: () => React.ReactNode) =>
    createRoute({ getParentRoute: () => root, path, component });
  const router = createRouter({
    history: createMemoryHistory({ initialEntries: [`/records/purchase_order/${id}`] }),
    routeTree: root.addChildren([make('/records/$form', List), make('/records/$form/$id', Opened)]),
  });
  render(
    <QueryClientProvider client={client}>
      <ConfigProvider button={{ autoInsertSpace: false }}>
        {/* The types of the real router do not fit this small one. */}
        <RouterProvider router={router as never} />
      </ConfigProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

/** Its loading icon stays in jsdom, where no animation ever ends. */
export const saveButton = () => screen.getByRole('button', { name: /(^| )保存$/ });
export const posts = () => sent.filter((request) => request.method === 'POST');
export const kept = () =>
  Object.keys(localStorage).filter((name) => name.startsWith('huolang.draft'));
