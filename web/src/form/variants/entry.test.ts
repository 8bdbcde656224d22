import { expect, test } from 'vitest';

import type { Row, RowRules } from '@/grid/rows';
import type { RecordData } from '../form';
import { isNumber, linesOf, quantitiesOf, taken } from './entry';

const rules: RowRules = { inputs: ['product', 'quantity'], defaults: {}, editable: true };
const variants: RecordData[] = ['a', 'b', 'c'].map((id) => ({ id, etag: '' }));
const line = (key: string, product: string, quantity: string): Row => ({
  ...{ key, id: key },
  values: { product: { id: product }, quantity, remark: 'kept' },
});
const rows: Row[] = [
  line('1', 'a', '2'),
  line('2', 'other', '9'),
  line('3', 'b', '5'),
  line('4', 'a', '7'),
  { key: 'blank', values: {} },
];
const fill = ({ id }: RecordData) => ({ product: { id } });

test('the sheet begins with the first line of each variant', () => {
  expect(quantitiesOf(linesOf(rows, variants))).toEqual({ a: '2', b: '5' });
});

test('lines are changed where they stand, new ones follow the last, emptied ones go', () => {
  const result = taken(rows, rules, variants, { a: '3', b: '0', c: '1.5' }, { zero: false, fill });

  expect(result.lines).toEqual([
    { quantity: '3' },
    {},
    {},
    {},
    { product: { id: 'c' }, quantity: '1.5' },
  ]);
  expect(result.removed).toEqual(['3']);
});

test('a count keeps what was counted as nothing', () => {
  const result = taken(rows, rules, variants, { a: '2', b: '0' }, { zero: true, fill });

  expect(result.lines[2]).toEqual({ quantity: '0' });
  expect(result.removed).toEqual([]);
});

test('only numbers that are not negative are quantities', () => {
  expect(['', ' ', '3', '1,200', '１２'].every(isNumber)).toBe(true);
  expect(['x', '-1', '1.2.3'].some(isNumber)).toBe(false);
});
