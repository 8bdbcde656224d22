import { expect, test } from 'vitest';

import { field } from '@/testing/forms';
import { filledBy } from './useFills';

const partner = field('partner', '客户', 'reference', {
  to: 'partner',
  fills: { salesperson: 'salesperson', term_days: 'term_days', receiver: 'ship_receiver' },
});
const lin = { id: 'e1', code: 'YG01', name: '林销售' };

test('a partner brings what it has', () => {
  const record = { id: 'p', etag: '1', salesperson: lin, term_days: 30, ship_receiver: '' };

  expect(filledBy(partner, record, new Set())).toEqual({ salesperson: lin, term_days: 30 });
});

test('another partner empties what the earlier one had filled in, and nothing that was typed', () => {
  const record = { id: 'q', etag: '1', salesperson: null, term_days: null, ship_receiver: '' };

  expect(filledBy(partner, record, new Set(['salesperson']))).toEqual({ salesperson: null });
});
