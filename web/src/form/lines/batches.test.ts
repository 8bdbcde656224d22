import { expect, test } from 'vitest';

import type { Column } from '@/grid/columns';
import type { Row, Values } from '@/grid/rows';
import { withBatches } from './batches';

const columns = ['product', 'quantity', 'batch', 'expires_on', 'remark'].map(
  (name) => ({ name }) as Column,
);
const named = (rows: Row[]) => withBatches(columns, rows).map(({ name }) => name);
const row = (values: Values): Row => ({ key: 'a', values }) as Row;

test('columns of batches are there where goods are kept in batches', () => {
  const all = columns.map(({ name }) => name);

  expect(named([])).toEqual(['product', 'quantity', 'remark']);
  expect(named([row({ batched: false })])).toEqual(['product', 'quantity', 'remark']);
  expect(named([row({ batched: false }), row({ batched: true })])).toEqual(all);
});

test('what was said of a batch in vain is not hidden', () => {
  expect(named([row({ batched: false, expires_on: '2027-01-01' })])).toContain('expires_on');
});

test('a day is no batch: other tables keep their columns', () => {
  const prices = [{ name: 'product' }, { name: 'expires_on' }] as Column[];

  expect(withBatches(prices, [])).toBe(prices);
});
