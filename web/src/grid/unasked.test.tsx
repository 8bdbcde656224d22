import { act, waitFor } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';

import { noteReached } from '@/lib/reach';
import { cell, lookup, onto, open, values } from './bench';
import { cellFault } from './columns';

afterEach(() => {
  vi.restoreAllMocks();
  noteReached(true);
});

test('a code typed while the server is away is not called unknown, and found once it is back', async () => {
  const away = () => Promise.reject(new TypeError('Failed to fetch'));
  vi.spyOn(lookup, 'search').mockImplementation(away);
  vi.spyOn(lookup, 'resolve').mockImplementation(away);
  const user = open();
  act(() => {
    noteReached(false);
    cell(0, 'product').focus();
  });
  await user.keyboard('A-01{Enter}');
  await onto(0, 'quantity');
  await user.keyboard('3{Enter}');
  await waitFor(() => {
    expect(values()[0]?.['product']).toEqual({ typed: 'A-01', pending: false });
  });
  const product = { editor: 'lookup', readonly: false } as const;
  expect(cellFault(values()[0]?.['product'], product)).toBe('unasked');

  vi.restoreAllMocks();
  act(() => {
    noteReached(true);
  });
  await waitFor(() => {
    expect(values()).toEqual([
      expect.objectContaining({ product: { id: 'p1', code: 'A-01', name: '铅笔' }, quantity: '3' }),
    ]);
  });
});
