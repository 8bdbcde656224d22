import { expect, test } from 'vitest';

import { calledBy, calledIn } from './comments';

const names = calledBy([
  { id: '1', name: '王小' },
  { id: '2', name: '王小明' },
  { id: '3', name: 'Li Hua' },
  { id: '4', name: '王小' },
]);

test('two people of one name have names of their own, and no name has a gap', () => {
  expect([...names]).toEqual([
    ['王小', '1'],
    ['王小明', '2'],
    ['Li_Hua', '3'],
    ['王小_2', '4'],
  ]);
});

test('only those who are named after an @ are called, each once, by the longest name', () => {
  expect(calledIn('@王小明 请看，@Li_Hua 也看；王小不用', names)).toEqual(['2', '3']);
  expect(calledIn('@王小明@王小明 @王小_2', names)).toEqual(['2', '4']);
  expect(calledIn('写信到 a@b.cn', names)).toEqual([]);
});
