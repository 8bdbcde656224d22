import { expect, test } from 'vitest';

import type { Row } from '@/grid/rows';
import type { Form } from '../form';
import { liveAmounts } from './amounts';
import { creditedParts, type Before } from './credited';

const form = {
  name: 'sales_return',
  tables: [{ name: 'lines', fields: [{ name: 'delivery_line', kind: 'line' }] }],
} as unknown as Form;
const rules = { inputs: ['quantity', 'unit_price'], defaults: {}, editable: true };
const header = { tax_included: false, discount: '200.00', discount_carried: true };

/** Ten of each at 190 and 100 less 200 of the whole, of which the first was billed at 1800. */
function loaded(): Row[] {
  const line = (id: string, price: string, amount: string, tax: string) => ({
    key: id,
    id,
    values: {
      quantity: '10',
      unit_price: price,
      tax_rate: '13.00',
      amount,
      tax,
      delivery_line: { id: `of ${id}` },
    },
  });
  return [line('a', '190', '1800.00', '234.00'), line('b', '100', '900.00', '81.00')] as never;
}

function shown(rows: Row[], values = header) {
  const before: Before = { values: header, rows: { lines: loaded() } };
  const parts = creditedParts(form, 'lines', before, rows, values, 2);
  return liveAmounts(rows, rules, values, 2, parts);
}

function changed(rows: Row[], at: number, cells: Record<string, string>): Row[] {
  return rows.map((row, n) => (n === at ? { ...row, values: { ...row.values, ...cells } } : row));
}

test('lines of a return that nobody changed show what the server said', () => {
  const { byRow, document } = shown(loaded());

  expect(byRow.get('a')?.['amount']).toBe('1,800.00');
  expect(document).toEqual({ amount: '2700.00', tax: '315.00', total: '3015.00' });
});

test('of a line of which less comes back it is that part', () => {
  const { document } = shown(changed(loaded(), 0, { quantity: '5' }));

  expect(document).toEqual({ amount: '1800.00', tax: '198.00', total: '1998.00' });
});

test('whoever types another price or discount sees what that comes to', () => {
  const other = shown(changed(loaded(), 0, { unit_price: '100' }));
  expect(other.byRow.get('b')?.['amount']).toBe('900.00');
  expect(other.byRow.get('a')?.['amount']).toBe('900.00');

  const typed = shown(loaded(), { ...header, discount: '0', discount_carried: false });
  expect(typed.document['amount']).toBe('2900.00');
});

/** Ten of an order without a discount, and ten of one that gave 50 off, both at 10. */
const delivery = { ...form, name: 'sales_delivery' };
const joined = { tax_included: false, discount: '50.00', discount_carried: true };
const ofOrders = (): Row[] =>
  loaded().map((row, n) => ({
    ...row,
    values: { ...row.values, unit_price: '10', amount: ['100.00', '50.00'][n] ?? '', tax: '0' },
  }));

function delivered(rows: Row[]) {
  const before: Before = { values: joined, rows: { lines: ofOrders() } };
  const parts = creditedParts(delivery, 'lines', before, rows, joined, 2);
  return liveAmounts(rows, rules, joined, 2, parts);
}

test('a discount that goes with its goods lies on the lines of its own document only', () => {
  const rows = ofOrders();
  expect(delivered(rows).byRow.get('a')?.['amount']).toBe('100.00');
  expect(delivered(rows).byRow.get('b')?.['amount']).toBe('50.00');
  expect(delivered(changed(rows, 1, { quantity: '5' })).document['amount']).toBe('125.00');
  expect(delivered(changed(rows, 1, { unit_price: '9' })).byRow.get('b')?.['amount']).toBe('40.00');

  const added = { key: 'c', values: { quantity: '1', unit_price: '10', tax_rate: '13.00' } };
  const { byRow, document } = delivered([...rows, added as never]);
  expect(byRow.get('c')?.['total']).toBe('11.30');
  expect(document['amount']).toBe('160.00');
});

test('what is delivered costs its quantity anew, and is no rounded part of what was ordered', () => {
  const values = { quantity: '10', unit_price: '3.35', tax_rate: '13.00', discount: '0' };
  const [first] = ofOrders();
  if (!first) throw new Error('no line');
  const ordered = {
    ...first,
    values: { ...first.values, ...values, amount: '33.50', tax: '4.36' },
  };
  const before: Before = { values: joined, rows: { lines: [ordered] } };
  const six = changed([ordered], 0, { quantity: '6' });
  const parts = creditedParts(delivery, 'lines', before, six, joined, 2);
  expect(liveAmounts(six, rules, joined, 2, parts).document['tax']).toBe('2.61');
});
