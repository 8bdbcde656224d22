import { expect, test } from 'vitest';

import { endsWithSums, pivoted } from './pivot';
import type { View } from './reports';

test('what is chosen where it stood on the other side takes its place there', () => {
  const now = { rows: 'product', across: 'month' };

  expect(pivoted(now, 'rows', 'partner')).toEqual({ rows: 'partner', across: 'month' });
  expect(pivoted(now, 'rows', 'month')).toEqual({ rows: 'month', across: 'product' });
  expect(pivoted(now, 'across', 'product')).toEqual({ rows: 'month', across: 'product' });
});

test('the sums stay in sight where they stand last', () => {
  const view: View = {
    ...{ name: 'pivot', label: '', columns: [], sort: '-total', main: 'total' },
    ...{ drill: null, converts: null },
  };
  const [product, total] = [{ name: 'product' }, { name: 'total' }];

  expect(endsWithSums(view, [product, total])).toBe(true);
  expect(endsWithSums(view, [total, product])).toBe(false);
  expect(endsWithSums({ ...view, name: 'product' }, [product, total])).toBe(false);
});
