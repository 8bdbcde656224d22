import { describe, expect, it } from 'vitest';

import type { Doc } from './doc';
import { isEan13, labelsOf, MOST, pricesOf, symbologyOf } from './label';

const EMPTY: Doc = {
  key: '1',
  company: '红旗五金',
  taxNumber: '',
  title: '商品',
  state: '',
  number: '六角螺栓',
  header: [],
  tables: [],
  totals: [],
  words: null,
  signatures: [],
  printed: 0,
};

function entry(name: string, text: string, label = name) {
  return { name, label, text };
}

const column = (name: string) => ({ name, label: name, align: 'left' as const, tight: false });

function receipt(...rows: string[][]): Doc {
  const names = ['product_code', 'product', 'quantity', 'batch', 'expires_on', 'serials'];
  const table = { name: 'lines', label: '', columns: names.map(column), rows, sums: null };
  return { ...EMPTY, number: 'CGRK-1', tables: [table] };
}

describe('labels', () => {
  it('shows a bar code that is an EAN as one, and what bars cannot show as a square', () => {
    expect(isEan13('6901234567892')).toBe(true);
    expect(isEan13('6901234567893')).toBe(false);
    expect(symbologyOf('6901234567892', 'auto')).toBe('ean13');
    expect(symbologyOf('6901234567892', 'code128')).toBe('code128');
    expect(symbologyOf('6901234567893', 'auto')).toBe('code128');
    expect(symbologyOf('螺栓-8', 'code128')).toBe('qr');
    expect(symbologyOf('A'.repeat(25), 'auto')).toBe('qr');
    expect(symbologyOf('LS8', 'qr')).toBe('qr');
  });

  it('gives goods their bar code, or their code where they have none', () => {
    const header = [entry('code', 'LS8'), entry('specification', 'M8×30'), entry('unit', '个')];
    const auto = { wanted: 'auto' as const, copies: 1 };
    const without = labelsOf('product', [{ ...EMPTY, header }], auto).labels;
    const barred = [...header, entry('barcode', '6901234567892')];
    const labels = labelsOf('product', [{ ...EMPTY, header: barred }], auto).labels;

    expect(without.map(({ code, symbology }) => [code, symbology])).toEqual([['LS8', 'code128']]);
    expect(labels).toEqual([
      {
        key: '1.0.0',
        code: '6901234567892',
        symbology: 'ean13',
        title: '六角螺栓',
        lines: ['M8×30', 'LS8', '个'],
      },
    ]);
  });

  it('says what goods cost where that is asked for, and offers no price that is hidden', () => {
    const header = [
      entry('code', 'LS8'),
      entry('unit', '个'),
      entry('sales_price', '4.50', '销售价'),
    ];
    const prices = {
      ...{ name: 'prices', label: '', sums: null, columns: ['level', 'unit', 'price'].map(column) },
      rows: [
        ['批发', '箱', '40.00'],
        ['批发', '个', '3.60'],
      ],
    };
    const bolt = { ...EMPTY, header, tables: [prices] };
    const hidden = { ...EMPTY, header: header.slice(0, 2) };
    const price = (docs: Doc[], wanted: string) =>
      labelsOf('product', docs, { wanted: 'auto', copies: 1, price: wanted }).labels[0]?.price;

    expect(pricesOf('product', [bolt]).map(({ label }) => label)).toEqual(['销售价', '批发']);
    expect(pricesOf('product', [hidden])).toEqual([]);
    expect(price([bolt], 'sales_price')).toBe('销售价 4.50/个');
    expect(price([bolt], '批发')).toBe('批发 3.60/个');
    expect(price([bolt], '')).toBeUndefined();
    expect(price([hidden], 'sales_price')).toBeUndefined();
  });

  it('says what the day of a batch means', () => {
    const header = [entry('product', '牛奶'), entry('expires_on', '2026-12-31', '有效期至')];
    const doc = { ...EMPTY, number: 'B1', header };
    const [label] = labelsOf('batch', [doc], { wanted: 'auto', copies: 1 }).labels;
    expect(label).toMatchObject({
      code: 'B1',
      title: 'B1',
      lines: ['牛奶', '有效期至 2026-12-31'],
    });
  });

  it('labels every piece of a receipt, or every line so often, and single pieces by number', () => {
    const doc = receipt(
      ['LS8', '六角螺栓', '2.5', '', '', ''],
      ['NN', '牛奶', '1,000', 'B1', '2026-12-31', ''],
      ['FJ', '发电机', '2', '', '', 'S1, S2'],
    );
    const each = labelsOf('purchase_receipt', [doc], { wanted: 'auto', copies: 0 }).labels;
    const twice = labelsOf('purchase_receipt', [doc], { wanted: 'auto', copies: 2 }).labels;

    expect(each).toHaveLength(3 + 1000 + 2);
    expect(twice.map(({ code }) => code)).toEqual([
      'LS8',
      'LS8',
      'NN',
      'NN',
      'S1',
      'S1',
      'S2',
      'S2',
    ]);
    expect(twice[2]?.lines).toEqual(['NN', 'B1', 'expires_on 2026-12-31']);
    expect(new Set(each.map(({ key }) => key)).size).toBe(each.length);
  });

  it('lays out no more than fit a browser, and says how many are left', () => {
    const doc = receipt(['LS8', '六角螺栓', '5000', '', '', '']);
    const { labels, left } = labelsOf('purchase_receipt', [doc], { wanted: 'qr', copies: 0 });
    expect([labels.length, left]).toEqual([MOST, 5000 - MOST]);
  });
});
