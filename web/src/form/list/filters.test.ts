import { expect, test } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import { branchOf, conditionsOf, withValue } from './filters';

test('the address line keeps what the clerk asked for', () => {
  const search = {
    q: 'qb',
    sort: '-date',
    state: 'draft,confirmed',
    date: '2026-01-01..2026-01-31',
    partner: 'p1',
    total: '100..',
    nonsense: 'x',
  };
  expect(conditionsOf(purchaseOrder, search)).toEqual([
    ['state', 'in', ['draft', 'confirmed']],
    ['date', '>=', '2026-01-01'],
    ['date', '<=', '2026-01-31'],
    ['partner', '=', 'p1'],
    ['total', '>=', '100'],
  ]);
});

test('an emptied filter leaves the address line', () => {
  expect(withValue({ state: 'draft', q: 'a' }, 'state', '')).toEqual({ q: 'a' });
});

test('a tree stands beside records that its column divides, and beside no document', () => {
  const branch = field('category', '分类', 'reference', { to: 'category', operators: ['below'] });
  const list = { ...purchaseOrder.list, columns: ['code', 'category'], filters: ['category'] };
  const product = { ...purchaseOrder, kind: 'master' as const, fields: [branch], list };
  expect(branchOf(product)).toBe(branch);
  expect(branchOf({ ...product, list: { ...list, columns: ['code'] } })).toBeUndefined();
  expect(branchOf({ ...product, kind: 'document' })).toBeUndefined();
});
