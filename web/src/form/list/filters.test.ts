import { expect, test } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import { conditionsOf, withValue } from './filters';

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
