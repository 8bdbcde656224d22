import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';

import { sessionQuery } from '@/lib/session';
import { purchaseOrder } from '@/testing/forms';
import { begin, session } from '@/testing/recordPage';
import type { RecordData } from '../form';
import { MergeButton } from './MergeButton';

vi.mock(import('@tanstack/react-router'), async (real) => ({
  ...(await real()),
  useNavigate: (() => () => Promise.resolve()) as never,
}));

beforeEach(begin);

test.each([
  ['partner', '信用额度、信用天数取两家里较严的；账期也取较严的（付得早的）'],
  ['product', 'K001 宏达 还有库存时不能合并'],
])('before a %s is merged its person is told what the other one takes over', async (name, told) => {
  const client = new QueryClient();
  client.setQueryData(sessionQuery.queryKey, session);
  const record: RecordData = { id: 'k1', etag: 'v1', code: 'K001', name: '宏达' };
  render(
    <QueryClientProvider client={client}>
      <MergeButton form={{ ...purchaseOrder, name, kind: 'master' }} record={record} />
    </QueryClientProvider>,
  );
  await userEvent.setup().click(screen.getByRole('button', { name: '合并到…' }));

  expect((await screen.findByRole('dialog')).textContent).toContain(told);
});
