import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';

import { sessionQuery } from '@/lib/session';
import { purchaseOrder } from '@/testing/forms';
import { answers, begin, json, posts, session } from '@/testing/recordPage';
import { GoOnButton } from './GoOnButton';

vi.mock(import('@tanstack/react-router'), async (real) => ({
  ...(await real()),
  useNavigate: () => () => Promise.resolve(),
}));

beforeEach(begin);

const [receipt] = purchaseOrder.conversions;
const form = {
  ...purchaseOrder,
  conversions: receipt ? [{ ...receipt, several: true }] : [],
};

test('what goes on from several documents is made once, though the answer was lost and the list left', async () => {
  let lost = true;
  answers.push(({ method }) => {
    if (method !== 'POST') return undefined;
    if (lost) throw new TypeError('Failed to fetch');
    return json({ drafts: [] }, 201);
  });
  for (const times of [1, 2]) {
    cleanup();
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    client.setQueryData(sessionQuery.queryKey, session);
    const nothing = () => undefined;
    render(
      <QueryClientProvider client={client}>
        <GoOnButton form={form} chosen={new Set(['r1'])} onChoose={nothing} onProblem={nothing} />
      </QueryClientProvider>,
    );
    const user = userEvent.setup();
    await user.click(screen.getByRole('button'));
    await user.click(await screen.findByText('下推采购入库单'));
    await waitFor(() => {
      expect(posts()).toHaveLength(times);
    });
    lost = false;
  }
  const [first, again] = posts().map(({ headers }) => headers.get('Idempotency-Key'));
  expect(first).toBeTruthy();
  expect(again).toBe(first);
});
