import { expect, test } from 'vitest';

import { cellFault, cellTexts, type Column } from './columns';

const column = (more: Partial<Column>): Column => ({
  ...{ name: 'tax_rate', label: '税率%', editor: 'number', readonly: false },
  ...{ required: false, width: 60, align: 'right' },
  ...more,
});

test.each(['13%', '13 %', '13％', '１３％', ' 13 ', '13.00%'])(
  'what is percent may say so: %s is the 13 that stands there',
  (text) => {
    expect(cellTexts.number.read(text, column({ percent: true }))).toBe('13');
  },
);

test('elsewhere a percent sign is no figure, and two of them nowhere', () => {
  const quantity = column({ name: 'quantity' });
  expect(cellFault(cellTexts.number.read('13%', quantity), quantity)).toBe('number');
  const percent = column({ percent: true });
  expect(cellFault(cellTexts.number.read('1%3%', percent), percent)).toBe('number');
});

test('what was pasted into a column of ticks is understood, or said not to be', () => {
  const gift = column({ name: 'is_gift', editor: 'check' });
  const read = (text: string) => cellTexts.check.read(text, gift);
  const ticked = [
    '赠',
    '赠品',
    '赠送',
    '√',
    '✓',
    '✔',
    '✔️',
    'Y',
    'Ｙ',
    'yes',
    'True',
    '有',
    '是',
    '1',
    ' 1 ',
  ];
  expect(ticked.map(read)).toEqual(ticked.map(() => true));
  const empty = ['', ' ', '否', '无', 'N', 'no', 'FALSE', '0', '×', '-'];
  expect(empty.map(read)).toEqual(empty.map(() => false));
  for (const text of ['x', '也许', '2']) {
    expect(read(text)).toEqual({ typed: text });
    expect(cellFault(read(text), gift)).toBe('tick');
  }
  expect([cellFault(true, gift), cellFault(false, gift)]).toEqual([null, null]);
});
