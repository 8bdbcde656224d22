import { expect, test } from 'vitest';

import { isBlock, readBlock } from './block';

test('what Excel puts on the clipboard', () => {
  expect(readBlock('A\t1\r\nB\t2\r\n')).toEqual([
    ['A', '1'],
    ['B', '2'],
  ]);
  expect(readBlock('"two\nlines"\t"a ""b"""\tc')).toEqual([['two\nlines', 'a "b"', 'c']]);
  expect(readBlock('A\t\tC')).toEqual([['A', '', 'C']]);
});

test('one cell is not a block', () => {
  expect(isBlock('A-01')).toBe(false);
  expect(isBlock('A-01\r\n')).toBe(false);
  expect(isBlock('A\tB')).toBe(true);
});
