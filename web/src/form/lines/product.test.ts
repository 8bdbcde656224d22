import { QueryClient } from '@tanstack/react-query';
import { describe, expect, test, vi } from 'vitest';

import { newRow } from '@/grid/rows';
import { field, purchaseOrder } from '@/testing/forms';
import type { Form, RecordData } from '../form';
import { formQuery } from '../records';
import { productFill, productLookup, unitLookup } from './lookups';
import { convertedPrice, keepProduct, unitByBarcode, unitsOf } from './product';

const pencils: RecordData = {
  id: 'p1',
  etag: '',
  code: 'A-01',
  name: '铅笔',
  specification: 'HB',
  unit: { id: 'u1', code: 'ZHI', name: '支' },
  tax_rate: '13',
  purchase_price: '1.2',
  sales_price: '2.5',
  barcode: '6901234567890',
  units: [
    {
      unit: { id: 'u2', code: 'HE', name: '盒' },
      numerator: '12',
      denominator: '1',
      barcode: '16901234567890',
      sales_price: '28',
    },
    {
      unit: { id: 'u3', code: 'BAN', name: '半支' },
      numerator: '1',
      denominator: '2',
      barcode: '',
      sales_price: null,
    },
  ],
};

const [table] = purchaseOrder.tables;
if (!table) throw new Error('no lines');
const lines = {
  ...table,
  fields: [
    ...table.fields,
    field('numerator', '分子', 'quantity', { readonly: true }),
    field('denominator', '分母', 'quantity', { readonly: true }),
  ],
};
const setting = (form: Form = purchaseOrder) => ({ form, table: lines, client: new QueryClient() });
const selling: Form = { ...purchaseOrder, name: 'sales_order', module: 'sales' };

describe('choosing a product', () => {
  test('brings its unit, its price for this side of the trade, and its tax rate', () => {
    expect(productFill(setting(), pencils)).toEqual({
      unit: { id: 'u1', code: 'ZHI', name: '支' },
      numerator: '1',
      denominator: '1',
      unit_price: '1.2',
      price_proposed: '1.2',
      tax_rate: '13',
    });
    expect(productFill(setting(selling), pencils)['unit_price']).toBe('2.5');
  });

  test('leaves the price empty when the product has none, or it may not be seen', () => {
    const hidden = { ...pencils, purchase_price: undefined };
    expect(productFill(setting(), hidden)['unit_price']).toBeNull();
    expect(productFill(setting(), { ...pencils, purchase_price: '0' })['unit_price']).toBeNull();
  });

  test('by the bar code of its box means boxes', async () => {
    const at = setting(selling);
    at.client.setQueryData(formQuery('product').queryKey, { ...purchaseOrder, fields: [] });
    vi.stubGlobal('fetch', () =>
      Promise.resolve(new Response(JSON.stringify({ items: [pencils], next: null }))),
    );
    const lookup = productLookup(field('product', '商品', 'reference', { to: 'product' }), at);
    const signal = new AbortController().signal;
    const [found] = await lookup.search('16901234567890', newRow(), signal);
    expect(found).toMatchObject({
      exact: true,
      fill: { unit: { id: 'u2' }, numerator: '12', unit_price: '28' },
    });
  });
});

test('250 pasted bar codes are asked for in three requests, and each is recognised', async () => {
  const at = setting(selling);
  at.client.setQueryData(formQuery('product').queryKey, { ...purchaseOrder, fields: [] });
  const asked: string[][] = [];
  vi.stubGlobal('fetch', (path: string, { body }: { body: string }) => {
    expect(path).toBe('/api/v1/find/codes');
    const { codes } = JSON.parse(body) as { codes: string[] };
    asked.push(codes);
    const meant = codes.map((code) => (code.startsWith('69') ? code : 'p1'));
    const of = (code: string) => ({ ...pencils, id: code, code, barcode: code, units: [] });
    const items = codes.map((code) => (code.startsWith('69') ? of(code) : pencils));
    return Promise.resolve(new Response(JSON.stringify({ meant, items })));
  });
  const lookup = productLookup(field('product', '商品', 'reference', { to: 'product' }), at);
  const codes = Array.from({ length: 249 }, (_, n) => `69${String(n)}`);

  const found = await lookup.resolve([...codes, '16901234567890'], []);

  expect(asked.map((some) => some.length)).toEqual([100, 100, 50]);
  expect(found.slice(0, 249).map((one) => one?.chosen.code)).toEqual(codes);
  expect(found[249]).toMatchObject({ chosen: { code: 'A-01' }, fill: { unit: { id: 'u2' } } });
});

test('a further bar code means the unit that it is of, whatever its capitals', () => {
  const unit = { id: 'u2', code: 'HE', name: '盒' };
  const product = { ...pencils, barcodes: [{ barcode: 'ab-100', unit }] };
  expect(unitByBarcode(product, 'AB-100')?.unit).toEqual(unit);
  expect(unitByBarcode(product, '6901234567890')?.factor.toString()).toBe('1');
  expect(unitByBarcode(product, 'AB-1')).toBeUndefined();
});

describe('another unit', () => {
  const [piece, box, half] = unitsOf(pencils);
  if (!piece || !box || !half) throw new Error('three units');
  const how = { selling: false, digits: 6 };

  test('converts the price that was agreed', () => {
    expect(convertedPrice('1.1', pencils, piece, box, how)).toBe('13.2');
    expect(convertedPrice('13.2', pencils, box, piece, how)).toBe('1.1');
    expect(convertedPrice('1.1', pencils, piece, half, how)).toBe('0.55');
    expect(convertedPrice('1', pencils, box, piece, how)).toBe('0.083333');
  });

  test('takes the list price of that unit where the list price stood', () => {
    expect(convertedPrice('2.5', pencils, piece, box, { ...how, selling: true })).toBe('28');
    expect(convertedPrice('2.4', pencils, piece, box, { ...how, selling: true })).toBe('28.8');
    expect(convertedPrice('', pencils, piece, box, how)).toBe('14.4');
  });

  test('is offered only as far as the product of the line has it', async () => {
    const at = setting();
    keepProduct(at.client, pencils);
    const row = newRow({ product: { id: 'p1' }, unit: piece.unit, unit_price: '1.1' });
    const [found, ...none] = await unitLookup(at).resolve(['盒', '箱'], [row, row]);
    expect(found).toMatchObject({
      chosen: { id: 'u2' },
      fill: { unit_price: '13.2', numerator: '12', denominator: '1' },
    });
    expect(none).toEqual([null]);
  });
});
