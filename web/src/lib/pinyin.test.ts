import { expect, test } from 'vitest';

import { initialsOf } from './pinyin';

test('words on buttons have the initials that people type', () => {
  const told = [
    '审核',
    '反审核',
    '打印',
    '复制',
    '作废',
    '深色',
    '浅色',
    '退出',
    '导入',
    '导出',
    '应收应付',
  ];
  expect(told.map(initialsOf)).toEqual([
    ...['sh', 'fsh', 'dy', 'fz', 'zf', 'ss', 'qs', 'tc', 'dr', 'dc', 'ysyf'],
  ]);
  expect(initialsOf('下推 3 张 (English)')).toBe('xt3zenglish');
});
