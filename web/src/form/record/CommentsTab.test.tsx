import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import { saved, session } from '@/testing/recordPage';
import { sessionQuery } from '@/lib/session';
import CommentsTab from './CommentsTab';

function show() {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(sessionQuery.queryKey, session);
  return render(
    <QueryClientProvider client={client}>
      <CommentsTab
        form={purchaseOrder}
        record={saved}
        setting={{ digits: 2, zone: 'Asia/Shanghai' }}
      />
    </QueryClientProvider>,
  );
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: '写评论' });

test('a comment whose answer was lost is sent again under its key; the same words later are new', async () => {
  const keys: (string | null)[] = [];
  vi.stubGlobal('fetch', (_: string, init: RequestInit) => {
    if (init.method !== 'POST') return Promise.resolve(Response.json({ items: [] }));
    keys.push(new Headers(init.headers).get('Idempotency-Key'));
    if (keys.length === 1) return Promise.reject(new TypeError('Failed to fetch'));
    return Promise.resolve(Response.json({ id: 'c1', text: '好' }, { status: 201 }));
  });
  const user = userEvent.setup();
  const go = () => user.click(screen.getByRole('button', { name: /发\s*表|发\s*送/ }));
  const first = show();
  await user.type(field(), '好');
  await go();
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  first.unmount();
  show();
  await go();
  await waitFor(() => {
    expect(field().value).toBe('');
  });
  await user.type(field(), '好');
  await go();
  await waitFor(() => {
    expect(keys).toHaveLength(3);
  });
  expect([keys[1] === keys[0], keys[2] === keys[0]]).toEqual([true, false]);
});

test('a half-written comment is there again; what is typed while one is sent stays', async () => {
  const waiting: ((response: Response) => void)[] = [];
  vi.stubGlobal('fetch', (_: string, init: RequestInit) =>
    init.method === 'POST'
      ? new Promise<Response>((resolve) => {
          waiting.push(resolve);
        })
      : Promise.resolve(new Response(JSON.stringify({ items: [] }))),
  );
  const user = userEvent.setup();
  const first = show();
  await user.type(field(), '催一下');
  first.unmount();
  const second = show();
  expect(field().value).toBe('催一下');
  await user.click(screen.getByRole('button', { name: /发\s*表|发\s*送/ }));
  await waitFor(() => {
    expect(waiting).toHaveLength(1);
  });
  await user.type(field(), '，周五');
  waiting[0]?.(new Response(JSON.stringify({ id: 'c1', text: '催一下' }), { status: 201 }));
  await waitFor(() => {
    expect(field().value).toBe('，周五');
  });
  second.unmount();
  show();
  expect(field().value).toBe('，周五');
});
