import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';

import '@/i18n';
import { answers, begin } from '@/testing/recordPage';
import { ImportOutcome } from './ImportOutcome';
import type { Import } from './imports';

beforeEach(begin);

const run = {
  ...{ id: 'm1', form: 'product', created: 1, changed: 0, refused: 0, atomic: false },
  ...{ job: null, confirm: false, headers: [], lacking: [], left_out: [] },
  findings: { notes: [], more_notes: 0 },
} as unknown as Import;

test('a lost answer to the start of an import is not told of once it has begun', async () => {
  answers.push(({ method }) => {
    if (method === 'POST') throw new TypeError('Failed to fetch');
    return undefined;
  });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const page = (state: string) => (
    <QueryClientProvider client={client}>
      <ImportOutcome
        run={{ ...run, state } as Import}
        label="商品"
        isDocument={false}
        onMatch={() => undefined}
      />
    </QueryClientProvider>
  );
  const { rerender } = render(page('checked'));
  await userEvent.setup().click(screen.getByRole('button', { name: /^开始导入/ }));
  expect(await screen.findByText(/连不上服务器/)).toBeTruthy();
  rerender(page('importing'));
  await waitFor(() => {
    expect(screen.queryByText(/连不上服务器/)).toBeNull();
  });
});
