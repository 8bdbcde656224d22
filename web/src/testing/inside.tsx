/** A part of a page inside a real router, seen by a person who is logged in. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { render } from '@testing-library/react';
import { ConfigProvider } from 'antd';
import type { ReactNode } from 'react';

import { sessionQuery, type Session } from '@/lib/session';
import { session as li } from './recordPage';

interface Seen {
  session?: Partial<Session>;
  /** no motion: for tests that have timers of their own */
  still?: boolean;
  /** the page that is shown */
  at?: string;
}

/** It stays on the screen wherever it leads to; `went` is where that was. */
export async function showInside(
  part: ReactNode,
  { session = {}, still = false, at = '/' }: Seen = {},
) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, { ...li, ...session });
  const root = createRootRoute({ component: () => part });
  const anywhere = createRoute({ getParentRoute: () => root, path: '$' });
  const history = createMemoryHistory({ initialEntries: [at] });
  const router = createRouter({ history, routeTree: root.addChildren([anywhere]) });
  const went: string[] = [];
  history.subscribe(({ location }) => went.push(location.href));
  await router.load();
  render(
    <QueryClientProvider client={client}>
      <ConfigProvider
        button={{ autoInsertSpace: false }}
        {...(still && { theme: { token: { motion: false } } })}
      >
        <RouterProvider router={router as never} />
      </ConfigProvider>
    </QueryClientProvider>,
  );
  return { client, went };
}
