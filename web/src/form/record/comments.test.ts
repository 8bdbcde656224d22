import { expect, test } from 'vitest';

import { calledBy, calledIn, isMeant, readingsOf, typedAt } from './comments';

const readers = [
  { id: '1', name: '王小', pinyin: 'wang xiao' },
  { id: '2', name: '王小明', pinyin: 'wang xiao ming' },
  { id: '3', name: 'Li Hua', pinyin: 'l i h u a' },
  { id: '4', name: '王小', pinyin: 'wang xiao' },
];
const names = calledBy(readers);
const readings = readingsOf(readers);

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

test('what was pasted behind an @ is looked for, by name or initials, and nobody else is offered', () => {
  const at = typedAt({ value: '请 @wxm 看', selectionStart: 6 });
  expect(at).toBe('wxm');
  const meant = (typed: string) =>
    [...names.keys()].filter((name) => isMeant(typed, name, readings.get(name) ?? ''));
  expect(meant(at)).toEqual(['王小明']);
  expect(meant('wangxiao')).toEqual(['王小', '王小明', '王小_2']);
  for (const typed of ['wangxiaoming', 'WangXiaoM', 'wangxm', 'xiaoming', 'ming', 'xm']) {
    expect(meant(typed)).toEqual(['王小明']);
  }
  expect(meant('lihua')).toEqual(['Li_Hua']);
  expect(meant('wangm')).toEqual([]);
  expect(meant('wangxiaomingx')).toEqual([]);
  expect(meant('王')).toEqual(['王小', '王小明', '王小_2']);
  expect(meant('赵')).toEqual([]);
  expect(typedAt({ value: '@', selectionStart: 1 })).toBe('');
});
