import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';

import { sessionQuery } from '@/lib/session';
import { answers, begin, json, sent, session } from '@/testing/recordPage';
import { SessionsPanel } from './SessionsPanel';

beforeEach(begin);

test('every other device is logged out at once, and nothing is offered where there is none', async () => {
  const one = (id: number, current: boolean) => ({
    ...{ id, current, ip: `10.0.0.${String(id)}`, device: '', since: '2026-01-15T08:00:00Z' },
  });
  let items = [one(1, true), one(2, false), one(3, false)];
  answers.push(({ method }) => {
    if (method !== 'DELETE') return json({ items });
    items = items.filter(({ current }) => current);
    return new Response(null, { status: 204 });
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, session);
  render(
    <QueryClientProvider client={client}>
      <SessionsPanel />
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: '退出其他所有设备' }));
  await user.click(await screen.findByRole('button', { name: /确\s*定|OK/ }));
  await waitFor(() => {
    expect(screen.queryByRole('button', { name: '退出其他所有设备' })).toBeNull();
  });
  const ended = sent.filter(({ method }) => method === 'DELETE').map(({ path }) => path);
  expect(ended).toEqual(['/api/v1/sessions']);
  expect(screen.queryByText('10.0.0.3')).toBeNull();
  expect(document.activeElement).toBe(screen.getByRole('heading', { name: '登录的设备' }));
});
