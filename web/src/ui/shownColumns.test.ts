import { expect, test } from 'vitest';

import { moved, orderedBy, shownOf } from './shownColumns';

const columns = [
  { name: 'number', label: '单据编号' },
  { name: 'done', label: '已执行数量', aside: true },
  { name: 'day', label: '日期' },
];

function names(turned: string): string[] {
  return shownOf(columns, turned.split(',')).map(({ name }) => name);
}

test('a table begins with its own columns', () => {
  expect(names('')).toEqual(['number', 'day']);
});

test('what somebody turned on or off differs from them, whatever else is known by now', () => {
  expect(names('done,day,gone')).toEqual(['number', 'done']);
});

test('columns stand in the order somebody gave them, and new ones behind their neighbour', () => {
  const four = [...columns, { name: 'total', label: '合计' }];
  const order = (given: string) => orderedBy(four, given.split(',')).map(({ name }) => name);

  expect(order('')).toEqual(['number', 'done', 'day', 'total']);
  expect(order('total,day,done')).toEqual(['number', 'total', 'day', 'done']);
  expect(order('total,gone,done')).toEqual(['number', 'total', 'done', 'day']);
});

test('a column takes the place of the one it is dropped on', () => {
  expect(moved(['a', 'b', 'c'], 'a', 'c')).toEqual(['b', 'c', 'a']);
  expect(moved(['a', 'b', 'c'], 'c', 'a')).toEqual(['c', 'a', 'b']);
  expect(moved(['a', 'b', 'c'], 'x', 'a')).toEqual(['a', 'b', 'c']);
});
