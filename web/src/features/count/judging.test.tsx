import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, test } from 'vitest';

import { answers, begin, json, posts } from '@/testing/recordPage';
import { useJudging } from './count';

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });

beforeEach(begin);

function Around({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

test('another count is asked for once, also from another page', async () => {
  answers.push(({ method }) => {
    if (method !== 'POST') return undefined;
    if (posts().length === 1) throw new TypeError('Failed to fetch');
    return json({ lines: 1 });
  });
  const ask = async () => {
    const { result, unmount } = renderHook(() => useJudging('c1'), { wrapper: Around });
    const wanted = { what: 'recount', body: { lines: ['l1'] } } as const;
    await act(() => result.current.mutateAsync(wanted).catch(() => undefined));
    unmount();
  };
  client.setQueryData(['count', 'c1', 'review', 'all', 0], { tallies: 7 });

  await ask();
  await ask();
  await ask();

  const keys = posts().map(({ headers }) => headers.get('Idempotency-Key'));
  expect(keys[1]).toBe(keys[0]);
  expect(new Set(keys).size).toBe(2);
});
