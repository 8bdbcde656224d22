import { render, screen } from '@testing-library/react';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';

import '@/i18n';
import { answers, begin, json, posts } from '@/testing/recordPage';
import { ImportOutcome } from './ImportOutcome';
import type { Import } from './imports';

beforeEach(begin);

const choices = {
  ...{ matching: {}, fixed: {}, mode: 'create', atomic: false, confirm: false, separate: false },
  ...{ numbers: 'either', source: '', again: false, make: false, as_priced: false, as_open: false },
};
const found = {
  ...{ records: 2, joined: 0, joined_rows: [], notes: [], more_notes: 0 },
  ...{ differing: 0, differing_rows: [], differing_sum: { said: '0', comes: '0' } },
  ...{ executed: 0, executed_rows: [] },
};
const run = {
  ...{ id: 'm1', form: 'sales_order', state: 'checked', lines: 2, created: 1, refused: 1 },
  ...{ ...choices, job: null, headers: [], lacking: [], left_out: [], findings: found },
} as unknown as Import;

function show(more: Partial<Import>) {
  answers.push(({ method }) => (method === 'POST' ? json({ ...run, ...more }) : undefined));
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ImportOutcome
        run={{ ...run, ...more }}
        label="销售订单"
        isDocument
        onMatch={() => undefined}
      />
    </QueryClientProvider>,
  );
  return userEvent.setup();
}

test('documents that come to another amount are told with both figures, and checked again as priced', async () => {
  const row = { row: 3, column: '金额', said: '77', comes: '20' };
  const user = show({ findings: { ...found, differing: 1, differing_rows: [row] } });
  expect(screen.getByText('第 3 行 金额：文件中 77，导入后 20')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '金额不符的也导入，重新检查' }));
  expect(posts().map(({ path, body }) => [path, body])).toEqual([
    ['/api/v1/imports/m1/check', { ...choices, as_priced: true }],
  ]);
});

test('several of them are told with what they come to together', () => {
  const sum = { said: '1207', comes: '1200' };
  show({ findings: { ...found, differing: 2, differing_sum: sum } });
  expect(screen.getByText('一共：文件中 1,207，导入后 1,200')).toBeTruthy();
});

test('what is imported as priced is told, and not asked about again', () => {
  show({ as_priced: true, findings: { ...found, differing: 1, differing_rows: [] } });
  expect(screen.getByText(/有 1 张单据的合计与文件中的不同/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: /金额不符/ })).toBeNull();
});

test('orders that were executed elsewhere are checked again as open', async () => {
  const rows = [{ row: 4, column: '已出库数量', given: '6' }];
  const user = show({ findings: { ...found, executed: 1, executed_rows: rows } });
  expect(screen.getByText('第 4 行 已出库数量：6')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: '执行过的订单按没有执行导入，重新检查' }));
  expect(posts().map(({ body }) => body)).toEqual([{ ...choices, as_open: true }]);
});
