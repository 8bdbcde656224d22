import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import { keepProduct } from '../lines/product';
import { HeaderForm } from './HeaderForm';

const assembly = {
  ...purchaseOrder,
  name: 'assembly',
  sections: [{ label: '', fields: ['product', 'batch', 'expires_on'] }],
  fields: [
    field('product', '商品', 'reference', { to: 'product' }),
    field('batched', '批次管理', 'boolean', { readonly: true }),
    field('batch', '批号', 'text'),
    field('expires_on', '有效期至', 'date'),
  ],
};

test('who chooses goods in batches is asked for their batch at once', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(new Response('{"items":[],"next":null}')));
  const client = new QueryClient();
  keepProduct(client, { id: 'milk', etag: '', actions: [], conversions: [], batched: true });
  keepProduct(client, { id: 'nut', etag: '', actions: [], conversions: [], batched: false });
  const header = (product: string) => (
    <QueryClientProvider client={client}>
      <HeaderForm
        form={assembly}
        values={{ product: { id: product, name: product } }}
        open
        editable
        refusals={{}}
        inherited={undefined}
        setting={{ digits: 2, zone: 'Asia/Shanghai' }}
        goesOn={false}
        onChange={() => undefined}
      />
    </QueryClientProvider>
  );

  const { rerender } = render(header('nut'));
  expect(screen.queryByLabelText('批号')).toBeNull();

  rerender(header('milk'));
  expect(await screen.findByLabelText('批号')).toBeTruthy();
  expect(screen.getByLabelText('有效期至')).toBeTruthy();

  rerender(header('nut'));
  await vi.waitFor(() => {
    expect(screen.queryByLabelText('批号')).toBeNull();
  });
});
