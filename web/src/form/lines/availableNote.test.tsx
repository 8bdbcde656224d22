import { render, screen } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { expect, test } from 'vitest';

import { AvailableNote, DemandContext, DemandStore, demandOf } from './availability';
import { offerQuery } from './offers';

/** What stands in the cell: the word, where there is room for it, and the figure. */
async function shown(quantity: string) {
  const row = { key: 'a', values: { product: { id: 'p1', name: '中性笔' }, quantity } };
  const store = new DemandStore();
  store.tell(demandOf([row], { warehouse: 'w1', orders: '', counts: true }));
  const client = new QueryClient();
  client.setQueryData<unknown>(offerQuery('w1', '', 'p1').queryKey, { available: '355' });
  const view = render(
    <QueryClientProvider client={client}>
      <DemandContext.Provider value={store}>
        <AvailableNote row={row} />
      </DemandContext.Provider>
    </QueryClientProvider>,
  );
  const note = await screen.findByTestId('available');
  const told = [note.dataset['word'], note.textContent, note.dataset['short']];
  view.unmount();
  return told;
}

test('the word goes before the figure is cut', async () => {
  expect(await shown('120')).toEqual(['可用', '355', 'false']);
  expect(await shown('99999')).toEqual([undefined, '355', 'true']);
});
