import { expect, test } from 'vitest';

import { paths } from './categories';

test('a category says what it lies in, and stands beside its own', () => {
  const rows = [
    { id: '3', name: '螺丝', parent: { id: '2', name: '紧固件' } },
    { id: '1', name: '五金', parent: null },
    { id: '4', name: '电料', parent: null },
    { id: '2', name: '紧固件', parent: { id: '1', name: '五金' } },
  ];

  const told = paths(rows);

  expect(new Map(told.map(({ value, label }) => [value, label]))).toEqual(
    new Map([
      ['1', '五金'],
      ['2', '五金 / 紧固件'],
      ['3', '五金 / 紧固件 / 螺丝'],
      ['4', '电料'],
    ]),
  );
  const places = told.map(({ value }) => value);
  expect(places.indexOf('2') - places.indexOf('1')).toBe(1);
  expect(places.indexOf('3') - places.indexOf('2')).toBe(1);
});

test('what lies in something that is not there, or in itself, is told as far as it goes', () => {
  expect(paths([{ id: '1', name: '五金', parent: { id: '9', name: '无' } }])[0]?.label).toBe(
    '五金',
  );
  const circle = [
    { id: '1', name: '甲', parent: '2' },
    { id: '2', name: '乙', parent: '1' },
  ];
  expect(paths(circle).map(({ label }) => label)).toEqual(
    expect.arrayContaining(['乙 / 甲', '甲 / 乙']),
  );
});
