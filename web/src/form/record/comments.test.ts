import { expect, test } from 'vitest';

import { calledBy, calledIn, isMeant, typedAt } from './comments';

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

test('what was pasted behind an @ is looked for, by name or initials, and nobody else is offered', () => {
  const at = typedAt({ value: '请 @wxm 看', selectionStart: 6 });
  expect(at).toBe('wxm');
  const meant = (typed: string) => [...names.keys()].filter((name) => isMeant(typed, name));
  expect(meant(at)).toEqual(['王小明']);
  expect(meant('王')).toEqual(['王小', '王小明', '王小_2']);
  expect(meant('赵')).toEqual([]);
  expect(typedAt({ value: '@', selectionStart: 1 })).toBe('');
});
