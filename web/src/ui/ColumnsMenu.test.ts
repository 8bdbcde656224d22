import { expect, test } from 'vitest';

import { shownOf } from './ColumnsMenu';

const columns = [
  { name: 'number', label: '单据编号' },
  { name: 'done', label: '已执行数量', aside: true },
  { name: 'day', label: '日期' },
];

function names(turned: string): string[] {
  return shownOf(columns, turned).map(({ name }) => name);
}

test('a table begins with its own columns', () => {
  expect(names('')).toEqual(['number', 'day']);
});

test('what somebody turned on or off differs from them, whatever else is known by now', () => {
  expect(names('done,day,gone')).toEqual(['number', 'done']);
});
