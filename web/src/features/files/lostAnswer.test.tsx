import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import type { ReactNode } from 'react';
import { beforeEach, expect, test } from 'vitest';

import { answers, begin, json, posts } from '@/testing/recordPage';
import { useJobAction, usePress, type Import, type Job } from './imports';
import { useProve } from './proofs';

const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });

beforeEach(() => {
  client.clear();
  begin();
  answers.push(({ method }) => {
    if (method !== 'POST') return undefined;
    if (posts().length === 1) throw new TypeError('Failed to fetch');
    return json({ id: 'm1', state: 'checking', job: null });
  });
});

function Around({ children }: { children: ReactNode }) {
  return <QueryClientProvider client={client}>{children}</QueryClientProvider>;
}

const keys = () => posts().map(({ headers }) => headers.get('Idempotency-Key'));

test('a job is gone on with once, and once more when it failed again', async () => {
  const { result } = renderHook(() => useJobAction(), { wrapper: Around });
  const go = (job: Partial<Job>) =>
    act(() =>
      result.current.mutateAsync({ job: job as Job, action: 'retry' }).catch(() => undefined),
    );
  const failed = { id: 'j1', state: 'failed', finished_at: '2026-01-01T00:00:00Z' };

  await go(failed);
  await go(failed);
  await go(failed);
  await go({ ...failed, finished_at: '2026-01-01T00:05:00Z' });

  expect(keys()[1]).toBe(keys()[0]);
  expect(new Set(keys()).size).toBe(3);
});

test('an import is started once; a check of a run that changed meanwhile is another', async () => {
  const { result } = renderHook(() => usePress('m1'), { wrapper: Around });
  const press = () => act(() => result.current.mutateAsync(null).catch(() => undefined));
  client.setQueryData(['imports', 'm1'], { id: 'm1', state: 'checked', job: null } as never);

  await press();
  await press();
  expect(keys()[1]).toBe(keys()[0]);
  expect(client.getQueryData<Import>(['imports', 'm1'])?.state).toBe('checking');
});

test('a lost wish for a proof is the same until another proof is seen', async () => {
  const { result } = renderHook(() => useProve(), { wrapper: Around });
  const press = () => act(() => result.current.mutateAsync().catch(() => undefined));
  client.setQueryData(['proof'], { items: [{ id: 'f1' }], job: null });

  await press();
  await press();
  client.setQueryData(['proof'], { items: [{ id: 'f2' }, { id: 'f1' }], job: null });
  await press();

  expect(keys()[1]).toBe(keys()[0]);
  expect(keys()[2]).not.toBe(keys()[0]);
});
