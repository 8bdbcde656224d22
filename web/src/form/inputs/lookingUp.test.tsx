import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import { formQuery } from '../records';
import { ReferenceInput } from './ReferenceInput';

const onChange = vi.fn();

function show(required: boolean) {
  onChange.mockClear();
  const items = [{ id: 'k4', code: 'K004', name: '宏达' }];
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ items, next: null })));
  const client = new QueryClient();
  client.setQueryData(formQuery('partner').queryKey, { ...purchaseOrder, name: 'partner' });
  render(
    <QueryClientProvider client={client}>
      <ReferenceInput
        {...{ id: 'partner', value: null, invalid: false, describedBy: undefined, onChange }}
        field={field('partner', '客户', 'reference', { to: 'partner', required })}
        setting={{ digits: 2, zone: 'Asia/Shanghai' }}
      />
      <input aria-label="next" />
    </QueryClientProvider>,
  );
}

test.each([
  ['what is typed', 'K004', 1],
  ['what the arrows point at', '{ArrowDown}', 1],
  ['nothing where the list was only opened', '', 0],
])('Tab takes %s from the list, and goes on', async (_what, keys, taken) => {
  show(true);
  const user = userEvent.setup();
  await user.click(screen.getByRole('combobox', { name: '客户' }));
  if (keys) await user.keyboard(keys);
  await screen.findByTitle('K004 宏达');
  await user.keyboard('{Tab}');
  expect(onChange.mock.calls.map(([one]) => one as unknown)).toMatchObject(
    Array.from({ length: taken }, () => ({ code: 'K004' })),
  );
  expect(document.activeElement).toBe(screen.getByLabelText('next'));
});

test('Tab goes on from what may be emptied, too: its button goes as the box is left', async () => {
  show(false);
  const user = userEvent.setup();
  await user.click(screen.getByRole('combobox', { name: '客户' }));
  await user.keyboard('zzz{Tab}');
  expect(document.activeElement).toBe(screen.getByLabelText('next'));
});
