import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';

import { sessionQuery, type Session } from '@/lib/session';
import { Gallery } from './Gallery';

test('the gallery shows every part, and a refusal at its field', () => {
  const client = new QueryClient();
  const company = { id: 1, name: '公司', currency: 'CNY', digits: 2, time_zone: 'Asia/Shanghai' };
  client.setQueryData(sessionQuery.queryKey, { company } as unknown as Session);
  render(
    <QueryClientProvider client={client}>
      <Gallery />
    </QueryClientProvider>,
  );
  expect(screen.getAllByRole('region').map((one) => one.getAttribute('aria-label'))).toEqual([
    'Colours',
    'Type',
    'Density',
    'Buttons and tags',
    'Fields',
    'Table',
    'States: empty, loading, error, offline, newer, denied',
  ]);
  const fields = within(screen.getByRole('region', { name: 'Fields' }));
  expect(fields.getAllByRole('alert').map((one) => one.textContent)).toEqual([
    '您没有权限做这件事。',
    '不是有效的数字',
  ]);
});
