import { expect, test } from 'vitest';

import type { Column } from './columns';
import { headed } from './headings';

function column(name: string, label: string, editor: Column['editor'] = 'number'): Column {
  return { name, label, editor, readonly: false, required: false, width: 100, align: 'left' };
}

const COLUMNS = [
  column('product', '商品', 'lookup'),
  column('unit', '单位', 'lookup'),
  column('quantity', '数量'),
  column('unit_price', '单价'),
  column('discount', '折扣%'),
  column('tax_rate', '税率%'),
  column('remark', '备注', 'text'),
];
const read = (text: string) => text.split('\n').map((row) => row.split('\t'));
const placed = (text: string) => {
  const found = headed(read(text), COLUMNS);
  return found && (found.targets?.map((one) => one?.name ?? null) ?? 'skipped');
};

test.each([
  ['商品\t数量\t单价\nA-01\t10\t2.5', ['product', 'quantity', 'unit_price']],
  ['单价（元）\t数量 *\t商品：\n2.5\t10\tA-01', ['unit_price', 'quantity', 'product']],
  [
    'Product\tQty\tUnit price\tNotes\nA-01\t1\t2\t',
    ['product', 'quantity', 'unit_price', 'remark'],
  ],
  ['品名\t货号\t数量\n铅笔\tA-01\t1', [null, 'product', 'quantity']],
  ['商品\t编码\t数量\n铅笔\tA-01\t1', [null, 'product', 'quantity']],
  ['数量\n10\n20', ['quantity']],
  ['商品\t订货数量\t实发数量\nA-01\t10\t8', ['product', null, 'quantity']],
  [
    'Item\tQty\tDiscount %\tTax rate (%)\nA-01\t1\t5 %\t13%',
    ['product', 'quantity', 'discount', 'tax_rate'],
  ],
  ['商品\t折扣％\t税率%\nA-01\t5％\t13％', ['product', 'discount', 'tax_rate']],
  ['商品\t数量\t客户料号\nA-01\t10\tX', ['product', 'quantity', null]],
])('headings say where columns go: %s', (text, columns) => {
  expect(placed(text)).toEqual(columns);
});

test('words above figures that nobody here knows are skipped', () => {
  expect(placed('Artikel\tMenge\nA-01\t10\nA-02\t20')).toBe('skipped');
});

test.each([
  'A-01\t10\nA-02\t20',
  '铅笔\t10\n钢笔\t20\n橡皮\t1',
  '备注\t10\n单位\t5',
  '铅笔\t两支\n钢笔\t3',
])('a line of goods is no heading: %s', (text) => {
  expect(placed(text)).toBeNull();
});
