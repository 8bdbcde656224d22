import { expect, test } from 'vitest';

import type { Row, RowRules } from '@/grid/rows';
import { liveAmounts, sumOfQuantities } from './amounts';

const rules: RowRules = {
  inputs: ['direction', 'quantity', 'unit_price'],
  defaults: {},
  editable: true,
};

function row(key: string, direction: string, quantity: string, price: string): Row {
  const values = { direction, quantity, unit_price: price, tax_rate: '13' };
  return { key, id: null, values } as unknown as Row;
}

test('an exchange comes to what its replacements are worth beyond what comes back', () => {
  const rows = [
    row('a', 'replacement', '2', '8'),
    row('b', 'returned', '4', '2'),
    row('c', 'returned', '1', '1'),
  ];
  const header = { tax_included: false, discount: null, returned_discount: '1' };

  const { byRow, document } = liveAmounts(rows, rules, header, 2);

  expect(document).toEqual({
    returned_total: '9.04',
    replacement_total: '18.08',
    amount: '8.00',
    tax: '1.04',
    total: '9.04',
  });
  expect(byRow.get('a')?.['total']).toBe('18.08');
  expect(byRow.get('b')?.['amount']).toBe('7.11');
});

test('what comes back is not added to what is given instead', () => {
  const back = [row('a', 'returned', '2', '8'), row('b', 'returned', '4', '2')];
  expect(sumOfQuantities(back)).toBe('6');
  expect(sumOfQuantities([...back, row('c', 'replacement', '6', '1')])).toBe('');
});
