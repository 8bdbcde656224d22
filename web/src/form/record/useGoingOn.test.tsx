import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';

import { Waiting } from '@/grid/waiting';
import { field, purchaseOrder } from '@/testing/forms';
import { HeaderForm } from './HeaderForm';

test('Enter goes to the next field, whatever it is, where no lines of goods follow', async () => {
  vi.stubGlobal('fetch', () => Promise.resolve(Response.json({ items: [], next: null })));
  const fields = [
    field('name', '名称', 'text', { required: true }),
    field('brand', '品牌', 'text'),
  ];
  const contacts = { name: 'contacts', label: '', fields: [], columns: [] };
  const form = {
    ...purchaseOrder,
    name: 'partner',
    kind: 'master' as const,
    fields,
    tables: [contacts],
  };
  const user = userEvent.setup();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <HeaderForm
        {...{ form: { ...form, sections: [{ label: '', fields: ['name', 'brand'] }] } }}
        {...{ values: { name: '宏达' }, open: true, editable: true, refusals: {} }}
        {...{ inherited: undefined, goesOn: false, waiting: new Waiting() }}
        setting={{ digits: 2, zone: 'Asia/Shanghai' }}
        onChange={() => undefined}
      />
      <input data-testid="cell-0-phone" />
    </QueryClientProvider>,
  );
  await user.click(screen.getByRole('textbox', { name: /名称/ }));
  await user.keyboard('{Enter}');
  await vi.waitFor(() => {
    expect(document.activeElement).toBe(screen.getByLabelText('品牌'));
  });
});
