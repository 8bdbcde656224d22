import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import { formQuery } from '../records';
import { ReferenceFilter } from './FilterBar';

test('what is typed into a filter and left by Enter before it is found narrows by it then, or is told', async () => {
  let answer: (codes: string[]) => void = () => undefined;
  vi.stubGlobal(
    'fetch',
    () =>
      new Promise<Response>((resolve) => {
        answer = (codes) => {
          const items = codes.map((code) => ({ id: `id-${code}`, code, name: code }));
          resolve(Response.json({ items, next: null }));
        };
      }),
  );
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  client.setQueryData(formQuery('partner').queryKey, { ...purchaseOrder, name: 'partner' });
  const onChange = vi.fn();
  render(
    <QueryClientProvider client={client}>
      <ReferenceFilter
        field={field('partner', '客户', 'reference', { to: 'partner' })}
        {...{ text: '', onChange }}
      />
    </QueryClientProvider>,
  );
  const user = userEvent.setup();
  const typed = async (text: string, codes: string[]) => {
    await user.click(screen.getByRole('combobox', { name: '客户' }));
    await user.keyboard(text);
    await new Promise((resolve) => setTimeout(resolve, 20));
    answer(codes);
  };
  await typed('K004{Enter}', ['K0041', 'K004']);
  await vi.waitFor(() => {
    expect(onChange.mock.calls).toEqual([['id-K004']]);
  });
  await typed('K0{Tab}', ['K001', 'K002']);
  expect((await screen.findByRole('alert')).textContent).toContain('“K0”对不上哪一个');
  expect(onChange).toHaveBeenCalledOnce();
});
