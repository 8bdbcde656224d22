import { expect, test } from 'vitest';

import type { Column } from './columns';
import { fitted, headed, layout, longestOf } from './widths';

const column: Column = {
  name: 'total',
  label: '价税合计',
  editor: 'number',
  readonly: true,
  required: false,
  width: 102,
  align: 'right',
};

test('a column is as wide as its sum, and otherwise as it was', () => {
  const [short] = fitted([column], { total: '1,234.50' });
  const [long] = fitted([column], { total: '123,456,789,012.50' });
  expect(short).toBe(column);
  expect(long?.width).toBe(18 * 8 + 14);
});

test('no word of an English heading is broken', () => {
  const [wide] = fitted([{ ...column, label: 'Specification', width: 60 }], undefined);
  const [two] = fitted([{ ...column, label: 'Quantity open', width: 60 }], undefined);
  expect(wide?.width).toBeGreaterThan(90);
  expect(two?.width).toBeGreaterThan(64);
  expect(two?.width).toBeLessThan(wide?.width ?? 0);
});

test('a short heading stands in one line', () => {
  const [discount] = fitted([{ ...column, label: '折扣%', width: 46 }], undefined);
  const [tax] = fitted([{ ...column, label: 'Tax %', width: 46 }], undefined);
  expect(discount?.width).toBeGreaterThanOrEqual(24 + 11 + 14);
  expect(tax?.width).toBeGreaterThanOrEqual(4 * 6.6 + 11 + 14);
});

test('a heading of five letters stands in two lines, three and two', () => {
  const [share] = fitted([{ ...column, label: '成本占比%', width: 46 }], undefined);
  expect(share?.width).toBeGreaterThanOrEqual(36 + 14);
});

test('a price of six decimals is seen whole, beside the word that says where it comes from', () => {
  const price = { ...column, name: 'unit_price', label: '单价', width: 106, digits: 2, whole: 40 };
  const lines = ['12.5', '12345.123456', ''].map((unit_price, key) => ({
    key: String(key),
    values: { unit_price },
  }));
  const longest = longestOf(lines, [column, price]);
  expect(longest).toEqual([0, '12,345.123456'.length]);
  const [, wide] = fitted([column, price], undefined, longest);
  expect(wide?.width).toBe(13 * 8 + 14 + 40);
  const [, short] = fitted(
    [column, price],
    undefined,
    longestOf(lines.slice(0, 1), [column, price]),
  );
  expect(short?.width).toBe(106);
});

test('a heading of one word has room for broad letters as well, in every usual font', () => {
  // DejaVu Sans, the widest of them, bold at 13 px: 81.6 and 78.7 px, and 20 px beside them.
  expect(headed('Warehouse')).toBeGreaterThanOrEqual(82 + 20);
  expect(headed('Comment')).toBeGreaterThanOrEqual(70 + 20);
});

test('what is left over goes to the product before the remark', () => {
  const column = (name: string, more: Partial<Column>): Column => ({
    ...{ name, label: name, editor: 'text', readonly: false, required: false, needed: false },
    ...{ width: 66, grow: true, align: 'left', ...more },
  });
  const columns = [column('product', { width: 168, share: 3 }), column('remark', {})];
  const style = layout(columns, undefined, false) as Record<string, string>;
  // 168 and 66 px where there is room; the grid is wider than its page below 82 % of that only.
  expect(style['--grid-columns']).toBe('36px minmax(138px, 3fr) minmax(61px, 1fr) 0px');
});

test('words are a little shorter before the grid is wider than its page; figures and headings are not', () => {
  const column = (name: string, label: string, more: Partial<Column>): Column => ({
    ...{ name, label, editor: 'text', readonly: false, required: false, needed: false },
    ...{ width: 84, align: 'left', ...more },
  });
  const columns = [
    column('spec', '规格', {}),
    column('remark', 'Remark', { width: 70 }),
    column('amount', '金额', { editor: 'number' }),
    column('own', '备注', {}),
  ];
  const style = layout(columns, undefined, true, { own: 84 }) as Record<string, string>;
  expect(style['--grid-columns']).toBe(
    '36px minmax(69px, 84px) minmax(61px, 70px) 84px 84px minmax(30px, 1fr)',
  );
  expect(style['--grid-width']).toBe(`${String(66 + 69 + 61 + 84 + 84)}px`);
});
