import { expect, test } from 'vitest';

import type { RecordData } from '../form';
import { following, sheetOf } from './matrix';
import { inOrder, type Style } from './style';

const variant = (id: string, value1: string, value2 = '', value3 = ''): RecordData => ({
  ...{ id, etag: '' },
  ...{ value1, value2, value3 },
});

const shirts: Style = {
  record: { id: 's', etag: '' },
  axes: [
    { name: 'Colour', values: ['red', 'green', 'blue'] },
    { name: 'Size', values: ['S', 'M', 'L'] },
  ],
  variants: [variant('1', 'blue', 'L'), variant('2', 'red', 'S'), variant('3', 'red', 'L')],
};

test('rows and columns are in the order of the attributes, without values that nothing has', () => {
  const sheet = sheetOf(shirts, shirts.variants);

  expect(sheet.rows.values).toEqual(['red', 'blue']);
  expect(sheet.columns.values).toEqual(['S', 'L']);
  expect(sheet.above).toBeNull();
  expect(sheet.at('red', 'L', '')?.id).toBe('3');
  expect(sheet.at('blue', 'S', '')).toBeUndefined();
});

test('variants stand along the rows of the sheet', () => {
  expect(inOrder(shirts.variants, shirts.axes).map(({ id }) => id)).toEqual(['2', '3', '1']);
});

test('a style of one attribute is one column, a third attribute is chosen above', () => {
  const caps: Style = {
    ...shirts,
    axes: [{ name: 'Colour', values: ['red'] }],
    variants: [variant('1', 'red')],
  };
  const bras: Style = {
    ...shirts,
    axes: [...shirts.axes, { name: 'Cup', values: ['A', 'B'] }],
    variants: [variant('1', 'red', 'S', 'B'), variant('2', 'red', 'S', 'A')],
  };

  expect(sheetOf(caps, caps.variants).columns.values).toEqual(['']);
  expect(sheetOf(caps, caps.variants).at('red', '', '')?.id).toBe('1');
  expect(sheetOf(bras, bras.variants).above?.values).toEqual(['A', 'B']);
  expect(sheetOf(bras, bras.variants).at('red', 'S', 'A')?.id).toBe('2');
});

test('arrows pass over combinations that there are not, Enter goes on in the next column', () => {
  const size = { rows: 2, columns: 3 };
  const open = ({ row, column }: { row: number; column: number }) => !(row === 0 && column === 1);

  expect(following('ArrowRight', { row: 0, column: 0 }, size, open)).toEqual({ row: 0, column: 2 });
  expect(following('ArrowLeft', { row: 0, column: 0 }, size, open)).toBeNull();
  expect(following('Enter', { row: 0, column: 0 }, size, open)).toEqual({ row: 1, column: 0 });
  expect(following('Enter', { row: 1, column: 0 }, size, open)).toEqual({ row: 1, column: 1 });
  expect(following('Enter', { row: 1, column: 2 }, size, open)).toBeNull();
  expect(following('a', { row: 0, column: 0 }, size, open)).toBeNull();
});
