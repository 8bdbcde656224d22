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
