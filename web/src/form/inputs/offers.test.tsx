import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderHook, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';

import type { Field } from '../form';
import { useOffers } from './offers';

const field = { to: 'partner', filter: [] } as unknown as Field;

test('what was found for fewer letters is not offered for more', async () => {
  const client = new QueryClient();
  for (const q of ['', 'K1']) {
    client.setQueryData(['records', 'partner', 'offers', [], q], [{ id: q }]);
  }
  const { result, rerender } = renderHook(({ text }) => useOffers(field, text, true), {
    initialProps: { text: '' },
    wrapper: ({ children }) => (
      <QueryClientProvider client={client}>{children}</QueryClientProvider>
    ),
  });
  expect(result.current).toEqual({ data: [{ id: '' }], isFetching: false });
  rerender({ text: ' K1' });
  expect(result.current).toEqual({ data: undefined, isFetching: true });
  await waitFor(() => {
    expect(result.current).toEqual({ data: [{ id: 'K1' }], isFetching: false });
  });
});
