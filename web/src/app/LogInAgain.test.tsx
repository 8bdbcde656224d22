import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

import '@/i18n';
import { sessionQuery } from '@/lib/session';
import { startAsking } from './asking';
import { LogInAgain } from './LogInAgain';

afterEach(() => {
  vi.unstubAllGlobals();
});

test('who logs in again without any cookie left does not wait for the log-in itself', async () => {
  const session = { user: { id: 'u1', username: 'wu', name: '小吴' }, company: { id: 1 } };
  const asked: string[] = [];
  vi.stubGlobal('fetch', (path: string) => {
    asked.push(path);
    const known = asked.some((one) => one.endsWith('/login'));
    return Promise.resolve(Response.json(known ? session : {}, { status: known ? 200 : 401 }));
  });
  startAsking();
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session as never);
  render(
    <QueryClientProvider client={client}>
      <LogInAgain username="wu" userId="u1" />
    </QueryClientProvider>,
  );

  fireEvent.change(screen.getByLabelText('密码'), { target: { value: 'secret' } });
  fireEvent.submit(screen.getByRole('form'));

  await waitFor(() => {
    expect(asked.map((one) => one.split('/').at(-1))).toEqual(['session', 'login', 'session']);
  });
});
