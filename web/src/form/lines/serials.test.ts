import { expect, test } from 'vitest';

import type { Column } from '@/grid/columns';
import type { Row, Values } from '@/grid/rows';
import cases from './serials.cases.json';
import { parseSerials, piecesOf, rangeOf, serialsInFile, withMore, withSerials } from './serials';

test('numbers stand in lines of their own or between semicolons', () => {
  expect(parseSerials(' A1 ;A2；\r\nA 3\n\n')).toEqual(['A1', 'A2', 'A 3']);
});

test.each(cases)('$text is read as the server reads it', ({ text, numbers }) => {
  expect(parseSerials(text)).toEqual(numbers);
});

test('a range has all numbers between its ends, as wide as the first', () => {
  expect(rangeOf('SN0008', 'sn0011')).toEqual(['SN0008', 'SN0009', 'SN0010', 'SN0011']);
  expect(rangeOf('9', '11')).toEqual(['9', '10', '11']);
  expect(rangeOf('7', '7')).toEqual(['7']);
});

test('what is no range is none', () => {
  expect(rangeOf('SN2', 'SN1')).toBeNull();
  expect(rangeOf('A1', 'B2')).toBeNull();
  expect(rangeOf('A', 'B')).toBeNull();
  expect(rangeOf('1', '20001')).toBeNull();
  expect(rangeOf('1', '20000')).toHaveLength(20_000);
});

test('of a file the first column counts', () => {
  expect(serialsInFile('\uFEFFA1,手机\r\n"A2";x\n\nA3')).toEqual(['A1', 'A2', 'A3']);
});

test('what is there already is not added, whatever its capitals', () => {
  expect(withMore(['A1'], ['a1', 'A2', 'A2'])).toEqual({ serials: ['A1', 'A2'], twice: 2 });
});

test('their column is there where goods have numbers, or something was said in vain', () => {
  const columns = [{ name: 'product' }, { name: 'serials' }] as Column[];
  const named = (values: Values) =>
    withSerials(columns, [{ key: 'a', values } as Row]).map(({ name }) => name);

  expect(named({ serialized: false })).toEqual(['product']);
  expect(named({ serialized: true })).toEqual(['product', 'serials']);
  expect(named({ serials: 'A1' })).toEqual(['product', 'serials']);
});

test('what a count tells of numbers is there with them', () => {
  const columns = [{ name: 'missing_serials' }, { name: 'surplus_is_right' }] as Column[];

  expect(withSerials(columns, [{ key: 'a', values: {} } as Row])).toEqual([]);
  expect(withSerials(columns, [{ key: 'a', values: { serialized: true } } as Row])).toBe(columns);
});

test('a header speaks of as many pieces as its quantity, in the unit in which they are counted', () => {
  const unit = (id: string) => ({ id, code: id });

  expect(piecesOf({ quantity: '3.000000', unit: unit('pcs') }, 'pcs')).toBe('3');
  expect(piecesOf({ quantity: '3' }, undefined)).toBe('3');
  expect(piecesOf({ quantity: '3', unit: unit('box') }, 'pcs')).toBe('');
  expect(piecesOf({}, 'pcs')).toBe('');
});
