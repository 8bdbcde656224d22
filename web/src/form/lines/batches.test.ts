import { expect, test } from 'vitest';

import type { Column } from '@/grid/columns';
import type { Row, Values } from '@/grid/rows';
import type { Field } from '../form';
import { isAside, withBatches } from './batches';

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

test('of a header about goods without batches, nothing asks for one', () => {
  const assembly = { fields: [{ name: 'batched' }, { name: 'batch' }] as Field[] };
  const aside = (name: string, values: Record<string, unknown>, refusals = {}) =>
    isAside(assembly, name, values, refusals);

  expect(aside('batch', { batched: false, batch: '' })).toBe(true);
  expect(aside('batch', {})).toBe(true);
  expect(aside('remark', { batched: false })).toBe(false);
  expect(aside('batch', { batched: true })).toBe(false);
  expect(aside('batch', { batched: false, batch: 'B1' })).toBe(false);
  expect(aside('batch', { batched: false }, { batch: '请填写批号' })).toBe(false);
  expect(isAside({ fields: [] }, 'expires_on', {}, {})).toBe(false);
  expect(aside('serials', { batched: true })).toBe(true);
  expect(aside('serials', { serialized: true })).toBe(false);
  expect(aside('serials', { serials: 'A1' })).toBe(false);
});
