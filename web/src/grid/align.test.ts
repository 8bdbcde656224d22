import { expect, test } from 'vitest';

import { align } from './align';
import type { Column } from './columns';

function column(name: string, editor: Column['editor'], more: Partial<Column> = {}): Column {
  return {
    ...{ name, label: name, editor, readonly: false, required: false, width: 100 },
    ...{ align: 'left', passed: true, ...more },
  };
}

const LOOKUP = {
  search: () => Promise.resolve([]),
  resolve: () => Promise.resolve([]),
};
const product = column('product', 'lookup', { lookup: LOOKUP, passed: false });
const rest = (...goods: Column[]) => [
  product,
  column('specification', 'text', { readonly: true }),
  column('unit', 'lookup', { lookup: LOOKUP, nameOnly: true }),
  column('quantity', 'number', { passed: false, required: true }),
  ...goods,
  column('unit_price', 'number', { passed: false }),
  column('discount', 'number'),
  column('tax_rate', 'number'),
  column('amount', 'number', { readonly: true }),
  column('tax', 'number', { readonly: true }),
  column('total', 'number', { readonly: true }),
  column('is_gift', 'check'),
  column('warehouse', 'lookup', { lookup: LOOKUP }),
  column('remark', 'text'),
];
/** The lines of a sales order, of a delivery, and of a purchase receipt. */
const ORDER = rest();
const DELIVERY = rest(
  column('batch', 'text'),
  column('serials', 'text'),
  column('location', 'lookup', { lookup: LOOKUP }),
);
const RECEIPT = rest(
  column('batch', 'text', { passed: false }),
  column('produced_on', 'day', { passed: false }),
  column('expires_on', 'day'),
);

const laid = (text: string, columns = ORDER, left = 0) =>
  align(
    text.split('\n').map((row) => row.split('\t')),
    columns,
    left,
  ).map((each) => each?.name ?? '–');

test.each([
  ['code, quantity', 'SP1\t10\nSP2\t20', ['product', 'quantity']],
  ['code, quantity, price', 'SP1\t10\t6.5', ['product', 'quantity', 'unit_price']],
  ['a code of figures', '1001\t10\t6.5', ['product', 'quantity', 'unit_price']],
  ['bar code', '6901234567890\t1,200', ['product', 'quantity']],
  ['with unit', 'SP1\t箱\t10\t6.5', ['product', 'unit', 'quantity', 'unit_price']],
  ['unit behind', 'SP1\t10\t箱\t6.5', ['product', 'quantity', 'unit', 'unit_price']],
  ['with name', 'SP1\t六角螺栓 M8\t10', ['product', 'specification', 'quantity']],
  [
    'name, specification, unit',
    'SP1\t六角螺栓\tM8×40\t个\t10\t6.5\nSP2\t垫片\tM8\t个\t5\t1',
    ['product', '–', 'specification', 'unit', 'quantity', 'unit_price'],
  ],
  ['remark', 'SP1\t10\t6.5\t易碎，轻放，谢谢', ['product', 'quantity', 'unit_price', 'remark']],
  ['amount', 'SP1\t10\t6.5\t65', ['product', 'quantity', 'unit_price', 'amount']],
  ['discount', 'SP1\t10\t6.5\t90', ['product', 'quantity', 'unit_price', 'discount']],
  ['a comma that may be a point', 'SP1\t12,5\nSP2\t1,23', ['product', 'quantity']],
  ['headings', '编码\t数量\nSP1\t10\nSP2\t20', ['product', 'quantity']],
])('what people have in their files finds its columns: %s', (_what, text, names) => {
  for (const columns of [ORDER, DELIVERY, RECEIPT]) {
    if (columns !== ORDER && names.includes('remark')) continue;
    expect(laid(text, columns)).toEqual(names);
  }
});

test('batch and days of goods that come in', () => {
  expect(laid('SP1\t10\tB2601\t2026-01-01\t6.5', RECEIPT)).toEqual([
    ...['product', 'quantity', 'batch', 'produced_on', 'unit_price'],
  ]);
});

test('a whole line of ours that went through Excel comes back, also without specification', () => {
  const all = ORDER.map(({ name }) => name);
  const line = 'SP1\tM8×40\t个\t10\t6.5\t\t13\t65\t8.45\t73.45\t0\t\t';
  expect(laid(line)).toEqual(all);
  expect(laid(line.replace('M8×40', ''))).toEqual(all);
});

test('a block begins where one is', () => {
  expect(laid('10\t6.5', ORDER, 3)).toEqual(['quantity', 'unit_price']);
  expect(laid('6.5\n7', ORDER, 4)).toEqual(['unit_price']);
});
