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
  expect(
    [...document.querySelectorAll('.gallery-part')].map((one) => one.getAttribute('aria-label')),
  ).toEqual([
    'Colours',
    'Type',
    'Density',
    'Buttons and tags',
    'Fields',
    'Table',
    'Line grid',
    'States: empty, loading, error, offline, newer, denied',
  ]);
  const grids = within(screen.getByRole('region', { name: 'Line grid' })).getAllByRole('grid');
  expect(grids.map((one) => one.getAttribute('aria-label'))).toEqual([
    ...['empty', 'read only', 'refused', 'a thousand lines'],
  ]);
  expect(grids.map((one) => one.getAttribute('aria-readonly'))).toEqual([
    ...['false', 'true', 'false', 'false'],
  ]);
  expect(screen.getByText(/only 2 are there/)).toBeTruthy();
  const fields = within(screen.getByRole('region', { name: 'Fields' }));
  expect(fields.getAllByRole('alert').map((one) => one.textContent)).toEqual([
    '您没有权限做这件事。',
    '不是有效的数字',
  ]);
});
