import { expect, test, vi } from 'vitest';

import { renderHook } from '@testing-library/react';

import { isReached, noteReached } from '@/lib/reach';
import { entryOf, lookForNewer, useNewer } from './newer';

const page = (name: string) =>
  `<script type="module" crossorigin src="/assets/${name}.js"></script>`;

test('a newer screen is noticed by the script that the page of the server begins with', async () => {
  const fetched = vi.fn<() => Promise<Response>>();
  vi.stubGlobal('fetch', fetched);
  const { result, rerender } = renderHook(useNewer);
  const own = entryOf(page('index-1'));

  fetched.mockResolvedValueOnce(new Response(page('index-1')));
  await lookForNewer(own);
  rerender();
  expect(result.current).toBe(false);

  fetched.mockRejectedValueOnce(new TypeError('Failed to fetch'));
  await lookForNewer(own);
  expect(isReached()).toBe(false);

  fetched.mockResolvedValueOnce(new Response(page('index-2')));
  await lookForNewer(own);
  rerender();
  expect(result.current).toBe(true);
  expect(isReached()).toBe(true);
  noteReached(true);
});
