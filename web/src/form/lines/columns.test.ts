import { QueryClient } from '@tanstack/react-query';
import { describe, expect, test } from 'vitest';

import { field, purchaseOrder } from '@/testing/forms';
import { clearRange } from '@/grid/block';
import { isFixed } from '@/grid/columns';
import { layout } from '@/grid/widths';
import { gridColumns, isBegun, marked, withBelow } from './columns';
import { productFill } from './lookups';

const [table] = purchaseOrder.tables;
if (!table) throw new Error('no lines');
const progress = ['done_quantity', 'open_quantity'].map((name) =>
  field(name, name, 'quantity', { readonly: true }),
);
const fields = [...table.fields, ...progress];
const order = { ...table, fields, columns: fields.map((each) => each.name) };
const names = (editable: boolean, begun?: boolean) => {
  const setting = { form: purchaseOrder, table: order, client: new QueryClient() };
  const company = { digits: 2, zone: 'Asia/Shanghai' };
  return gridColumns(setting, company, editable, begun).map((column) => column.name);
};

describe('how far an order has come', () => {
  test('stands beside how much was ordered', () => {
    const shown = names(false);
    const at = shown.indexOf('quantity');
    expect(shown.slice(at, at + 3)).toEqual(['quantity', 'done_quantity', 'open_quantity']);
    expect(shown).toHaveLength(order.columns.length);
  });

  test('is left out while an order is first written', () => {
    expect(names(true)).toEqual(table.columns);
  });

  test('is shown when an order begun is opened again', () => {
    expect(names(true, true)).toEqual(names(false));
  });

  test('is read off the saved lines', () => {
    expect(isBegun([{ done_quantity: '0' }, { done_quantity: '0.5' }])).toBe(true);
    expect(isBegun([{ done_quantity: '0' }, {}])).toBe(false);
    expect(isBegun(undefined)).toBe(false);
  });
});

test('a sub-table of goods that are no trade learns of its product whether it is in batches', () => {
  const known = [
    field('product', '商品', 'reference', { to: 'product' }),
    field('batch', '批号', 'text'),
    field('batched', '批次管理', 'boolean', { readonly: true }),
  ];
  const revalued = { ...table, fields: known, columns: ['product', 'batch'] };
  const setting = { form: purchaseOrder, table: revalued, client: new QueryClient() };
  const [product] = gridColumns(setting, { digits: 2, zone: 'Asia/Shanghai' }, true);

  expect(product?.carries).toEqual(['batched']);
  expect(
    productFill(setting, { id: 'p', etag: '', actions: [], conversions: [], batched: true }),
  ).toEqual({
    batched: true,
  });
});

test('what follows from the line of a bundle is not typed in the lines of its parts', () => {
  const known = [
    field('product', '商品', 'reference', { to: 'product' }),
    field('bundle', '所属套装', 'text'),
    field('quantity', '数量', 'quantity'),
    field('batch', '批号', 'text'),
  ];
  const sold = { ...table, fields: known, columns: known.map(({ name }) => name), below: 'bundle' };
  const setting = { form: purchaseOrder, table: sold, client: new QueryClient() };
  const columns = gridColumns(setting, { digits: 2, zone: 'Asia/Shanghai' }, true);
  const whole = { key: '1', values: { quantity: '2' } };
  const part = { key: '2', values: { quantity: '8', batch: 'B1', bundle: '套装' } };

  expect(columns.filter((each) => isFixed(each, part.values)).map(({ name }) => name)).toEqual([
    'product',
    'bundle',
    'quantity',
  ]);
  expect(columns.some((each) => isFixed(each, whole.values))).toBe(false);
  expect(columns.find(({ name }) => name === 'bundle')?.readonly).toBe(true);
  expect(withBelow(columns, [whole], 'bundle').map(({ name }) => name)).not.toContain('bundle');
  expect(withBelow(columns, [whole, part], 'bundle')).toBe(columns);
  expect(marked(columns, 'bundle', true)).toBe(columns);
  expect(marked(columns, 'bundle', false).map(({ name }) => name)).toEqual([
    'product',
    'quantity',
    'batch',
  ]);
  const range = { top: 0, bottom: 1, left: 0, right: 3 };
  expect(clearRange([whole, part], columns, range)[1]?.values).toEqual({ batch: null });
});

test('the words that a line of goods chooses from are not cut', () => {
  const options = ['Component', 'By-product'].map((label) => ({ value: label, label }));
  const kind = field('direction', 'Kind', 'choice', { options });
  const wide = { ...table, fields: [...table.fields, kind], columns: ['product', 'direction'] };
  const setting = { form: purchaseOrder, table: wide, client: new QueryClient() };
  const [, chosen] = gridColumns(setting, { digits: 2, zone: 'Asia/Shanghai' }, true);

  expect(chosen?.width).toBeGreaterThanOrEqual(100);
});

const ORDERS = ['purchase_order', 'sales_order'];
test.each(ORDERS)('all columns of a %s are in sight at a usual desk, in English', (name) => {
  const labels = ['Product', 'Unit', 'Quantity', 'Unit price', 'Tax %', 'Disc. %', 'Remark'];
  const english = table.fields.map((one, at) => ({ ...one, label: labels[at] ?? one.label }));
  const more = [
    field('specification', 'Spec', 'text'),
    field('is_gift', 'Gift', 'boolean'),
    field('expected_on', 'Expected on', 'date'),
    field('warehouse', 'Warehouse', 'reference', { to: 'warehouse' }),
  ];
  const fields = [...english, ...more];
  const order = { ...table, fields, columns: fields.map((each) => each.name) };
  const form = { ...purchaseOrder, name };
  const setting = { form, table: order, client: new QueryClient(), available: 'Avail.' };
  const columns = gridColumns(setting, { digits: 2, zone: 'Asia/Shanghai' }, true);
  const style = layout(columns, undefined, true) as Record<string, string>;

  // 1,440 pixels without the menu at the side and what is left free around the lines.
  expect(parseFloat(style['--grid-width'] ?? '')).toBeLessThanOrEqual(1194);
  expect(columns).toHaveLength(14);
});
