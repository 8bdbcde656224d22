import { expect, test } from 'vitest';

import { missing } from './generate';

const axes = [
  { name: 'Colour', values: ['red', 'blue'] },
  { name: 'Size', values: ['S', 'L'] },
];

test('what there is already is not made again, also when it was archived', () => {
  const there = [
    { id: '1', etag: '', value1: 'red', value2: 'S', active: false },
    { id: '2', etag: '', value1: 'blue', value2: 'L' },
  ];

  expect(
    missing(
      axes,
      [
        ['red', 'blue'],
        ['S', 'L'],
      ],
      there,
    ),
  ).toEqual([
    ['red', 'L'],
    ['blue', 'S'],
  ]);
  expect(missing(axes, [['red'], []], there)).toEqual([]);
});
