import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ConfigProvider } from 'antd';
import { expect, test, vi } from 'vitest';

import { sessionQuery, type Session } from '@/lib/session';
import { purchaseOrder } from '@/testing/forms';
import type { RecordData } from '../form';
import type { Deed } from './batch';
import { BatchQuestion } from './BatchQuestion';

const session = {
  user: { id: 'u1', username: 'li', name: '李' },
  company: { id: 1, name: '公司', currency: 'CNY', digits: 2, time_zone: 'Asia/Shanghai' },
} as unknown as Session;
const reopen: Deed = { kind: 'act', name: 'reopen', operation: 'reopen', label: '反审核' };
const summary = {
  ...{ entries: 3, receipts: 0, documents: 2, products: 1, later_entries: 0, later_on: null },
  ...{ issued: '-15.00', received: '0.00', stock: '15.00', variance: '0.00' },
  ...{ later_issued: '0.00', later_received: '0.00' },
};

function ask(ids: readonly string[]) {
  const asked: { path: string; body: unknown }[] = [];
  vi.stubGlobal('fetch', (path: string, init: RequestInit) => {
    asked.push({ path, body: JSON.parse(init.body as string) });
    const told = { summary, items: [], deferred: false, more_than: null, next: null };
    return Promise.resolve(new Response(JSON.stringify(told)));
  });
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session);
  const rows = new Map(
    ids.map((id, index): [string, RecordData] => [id, { id, etag: `v${String(index)}` }]),
  );
  const onAnswer = vi.fn();
  const user = userEvent.setup();
  render(
    <QueryClientProvider client={client}>
      <ConfigProvider button={{ autoInsertSpace: false }} theme={{ token: { motion: false } }}>
        <BatchQuestion
          form={purchaseOrder}
          asked={reopen}
          unseen={0}
          {...{ ids, rows, onAnswer }}
        />
      </ConfigProvider>
    </QueryClientProvider>,
  );
  return { user, asked, onAnswer };
}

test('what the ticked documents change in the cost of others is told before anything is done', async () => {
  const { user, asked, onAnswer } = ask(['a', 'b']);
  expect(await screen.findByText(/-15\.00/)).toBeTruthy();
  // In the order in which it will be done: taken back the other way round.
  const items = [
    { id: 'b', action: 'reopen', etag: 'v1' },
    { id: 'a', action: 'reopen', etag: 'v0' },
  ];
  expect(asked).toEqual([
    { path: '/api/v1/records/purchase_order/batch/preview', body: { items } },
  ]);
  expect(onAnswer).not.toHaveBeenCalled();
  await user.click(screen.getByRole('button', { name: '反审核 2 条' }));
  expect(onAnswer).toHaveBeenCalledWith(reopen);
});

test('of more than a hundred it is said that nothing is worked out beforehand', () => {
  const { asked } = ask(Array.from({ length: 101 }, (_, index) => String(index)));
  expect(screen.getByText(/不预先计算对成本的影响/)).toBeTruthy();
  expect(asked).toEqual([]);
});
