import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, test } from 'vitest';

import { answers, begin, json, posts, sent, session } from '@/testing/recordPage';
import { useAddCompany, useAddToken } from './settings';

beforeEach(begin);

function Around({ children }: { children: ReactNode }) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

const keys = () => posts().map(({ headers }) => headers.get('Idempotency-Key'));

test('of a token whose answer was lost there is one in the end, and it is shown', async () => {
  const made = new Map<string, string>();
  answers.push(({ method, path, headers }) => {
    if (method === 'DELETE') {
      made.forEach((id, key) => path.endsWith(`/tokens/${id}`) && made.set(key, 'ended'));
      return new Response(null, { status: 204 });
    }
    if (method !== 'POST') return undefined;
    const key = headers.get('Idempotency-Key') ?? '';
    const isKnown = made.has(key);
    const id = made.get(key) ?? `t${String(made.size + 1)}`;
    made.set(key, id);
    if (made.size === 1 && !isKnown) throw new TypeError('Failed to fetch');
    return json({ id, token: isKnown ? null : `hl_${id}` }, 201);
  });
  const { result } = renderHook(() => useAddToken(), { wrapper: Around });
  const wanted = { name: '网店', days: 30 };

  await act(() => result.current.mutateAsync(wanted).catch(() => null));
  const told = await act(() => result.current.mutateAsync(wanted));

  expect(told).toEqual({ token: 'hl_t2', isReplaced: true });
  expect([...made.values()]).toEqual(['ended', 't2']);
  expect(keys()[1]).toBe(keys()[0]);
  expect(await act(() => result.current.mutateAsync(wanted))).toEqual({
    token: 'hl_t3',
    isReplaced: false,
  });
});

test('a new company sent again after a lost answer is the one that is there', async () => {
  answers.push(({ method, path }) => {
    if (method === 'POST') {
      if (posts().length === 1) throw new TypeError('Failed to fetch');
      return json({ code: 'company.name_taken', detail: '您已有名为“三店”的公司' }, 409);
    }
    const companies = [...session.companies, { id: 3, name: '三店' }];
    return path.endsWith('/session') ? json({ ...session, companies }) : undefined;
  });
  const { result } = renderHook(() => useAddCompany(), { wrapper: Around });
  const wanted = { name: ' 三店', tax_number: '', taxpayer_kind: 'general' } as never;

  await act(() => result.current.mutateAsync(wanted).catch(() => null));
  expect(await act(() => result.current.mutateAsync(wanted))).toEqual({ id: 3, name: '三店' });

  // Wished anew it is refused, as it was not made now.
  await expect(act(() => result.current.mutateAsync(wanted))).rejects.toThrow(/已有/);
  expect(sent.filter(({ path }) => path.endsWith('/session'))).toHaveLength(1);
});
