import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';

import { HeadingRow } from './HeadingRow';
import type { Import } from './imports';

const RUN = {
  id: 'r1',
  file_name: '库存.xlsx',
  lines: 2,
  header_row: 1,
  heading_rows: 1,
  top: [
    { row: 1, cells: ['名称', '单位'] },
    { row: 3, cells: ['本店货码', '怎么数'] },
  ],
} as unknown as Import;

afterEach(() => {
  vi.unstubAllGlobals();
});

test('the headings are taken from the row of the file that is chosen', async () => {
  const sent: [string, unknown][] = [];
  vi.stubGlobal('fetch', (path: string, init: { body: string }) => {
    sent.push([path, JSON.parse(init.body)]);
    return Promise.resolve(Response.json({ ...RUN, header_row: 4, heading_rows: 2 }));
  });
  const client = new QueryClient();
  render(
    <QueryClientProvider client={client}>
      <HeadingRow run={RUN} />
    </QueryClientProvider>,
  );

  await userEvent.click(screen.getByRole('button', { name: '列名在别的行？' }));
  expect(screen.getByText('怎么数')).toBeTruthy();
  await userEvent.click(screen.getByRole('radio', { name: '第 3 行' }));
  await userEvent.click(screen.getByRole('checkbox'));
  await userEvent.click(screen.getByRole('button', { name: '列名从第 3 行开始' }));

  await waitFor(() => {
    expect(sent).toEqual([['/api/v1/imports/r1/headings', { row: 3, rows: 2 }]]);
  });
  expect(client.getQueryData(['imports', 'r1'])).toMatchObject({ header_row: 4 });
});
