import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, renderHook } from '@testing-library/react';
import { expect, test } from 'vitest';

import { session } from '@/testing/recordPage';
import { sessionQuery } from './session';
import { useTypedOver } from './typedOver';

interface Shop {
  name: string;
  tax: string;
  password: string;
}

const shop: Shop = { name: '老店', tax: '1', password: '***' };

function begin(shown: Shop = shop) {
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session);
  const place = { path: '/settings', part: 'company', secret: ['password'] };
  return renderHook((now: Shop) => useTypedOver(now, place), {
    initialProps: shown,
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
}

const kept = () =>
  Object.entries(localStorage).filter(([name]) => name.startsWith('huolang.work:'));

test('what is typed while a panel is saved stays typed, also what is put back as it was', async () => {
  const { result, rerender } = begin();
  act(() => {
    result.current.set({ name: '新店', tax: '2' });
  });
  let answer: (value: unknown) => void = () => undefined;
  let saving: Promise<boolean> | undefined;
  act(() => {
    saving = result.current.save(() => new Promise((resolve) => (answer = resolve)));
  });
  act(() => {
    result.current.set({ name: '新店铺', tax: '1' });
  });
  rerender({ ...shop, name: '新店', tax: '2' });
  await act(async () => {
    answer(null);
    expect(await saving).toBe(false);
  });
  expect(result.current.draft).toEqual({ ...shop, name: '新店铺', tax: '1' });
  expect(result.current.changes).toEqual({ name: '新店铺', tax: '1' });
  expect(result.current.isOvertaken('name')).toBe(false);
});

test('what was typed and not saved is there again, until it is dropped; a password is not', () => {
  const before = begin();
  act(() => {
    before.result.current.set({ name: '新店' });
    before.result.current.set({ password: '秘密' });
  });
  expect(before.result.current.changes).toEqual({ name: '新店', password: '秘密' });
  expect(JSON.stringify(kept())).not.toContain('秘密');
  before.unmount();

  const { result } = begin();
  expect(result.current.changes).toEqual({ name: '新店' });
  act(() => {
    result.current.drop();
  });
  expect(result.current.draft).toEqual(shop);
  expect(kept()).toEqual([]);
});

test('what somebody else changed since it was typed over is told; what was saved is kept no more', async () => {
  const before = begin();
  act(() => {
    before.result.current.set({ name: '新店' });
  });
  before.unmount();
  const { result, rerender } = begin({ ...shop, name: '别人的店', tax: '9' });
  expect(result.current.isOvertaken('name')).toBe(true);
  expect(result.current.isOvertaken('tax')).toBe(false);
  await act(async () => {
    const done = await result.current.save((changes) => {
      rerender({ ...shop, ...changes });
      return Promise.resolve();
    });
    expect(done).toBe(true);
  });
  expect(result.current.isChanged).toBe(false);
  expect(kept()).toEqual([]);
});
