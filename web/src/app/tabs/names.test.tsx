import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { screen, renderHook, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { changeLanguage } from '@/i18n';
import { sessionQuery } from '@/lib/session';
import { keepTabs, openTabsOf, workTabs } from '@/lib/workTabs';
import { begin, open, session } from '@/testing/recordPage';
import { useTabNames } from './names';

beforeEach(begin);
afterEach(async () => {
  openTabsOf('', '');
  await changeLanguage('zh-Hans');
});

test('the tab of a record without a number says so in the language of now', async () => {
  const path = '/records/purchase_order/r1';
  openTabsOf('u1', '1');
  keepTabs([{ path, search: '' }]);
  open('r1');
  await screen.findByLabelText('备注');
  await waitFor(() => {
    expect(workTabs()[0]?.title).toBeDefined();
  });
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session);
  const { result, rerender } = renderHook(() => useTabNames(), {
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
  const named = () => workTabs().map(result.current);
  const inChinese = named();
  await changeLanguage('en');
  rerender();
  expect([inChinese, named()]).toEqual([['purchase_order 草稿'], ['purchase_order draft']]);
});

test('a tab of an address that is no page has a name', () => {
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session);
  const { result } = renderHook(() => useTabNames(), {
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
  const paths = ['/records', '/records/', '/reports/', '/nowhere', '/'];
  expect(paths.map((path) => result.current({ path, search: '' }))).toEqual(
    paths.map(() => '未知页面'),
  );
});
