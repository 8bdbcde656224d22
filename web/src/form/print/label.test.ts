import { describe, expect, it } from 'vitest';

import type { Doc } from './doc';
import { labelsOf, MOST, pricesOf } from './label';
import { isEan13 } from './symbology';

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

type Line = NonNullable<Doc['labels']>[number];

function receipt(...lines: Partial<Line>[]): Doc {
  const labels = lines.map((one) => ({ codes: ['LS8'], title: '', lines: [], pieces: 1, ...one }));
  return { ...EMPTY, number: 'CGRK-1', labels };
}

const WIDE = 60;

describe('labels', () => {
  it('knows thirteen digits of which the last is right', () => {
    expect(isEan13('6901234567892')).toBe(true);
    expect(isEan13('6901234567893')).toBe(false);
  });

  it('gives goods their bar code, or their code where they have none', () => {
    const header = [entry('code', 'LS8'), entry('specification', 'M8×30'), entry('unit', '个')];
    const auto = { wanted: 'auto' as const, copies: 1 };
    const without = labelsOf('product', [{ ...EMPTY, header }], auto, WIDE).labels;
    const barred = [...header, entry('barcode', '6901234567892')];
    const labels = labelsOf('product', [{ ...EMPTY, header: barred }], auto, WIDE).labels;

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
      labelsOf('product', docs, { wanted: 'auto', copies: 1, price: wanted }, WIDE).labels[0]
        ?.price;

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
    const [label] = labelsOf('batch', [doc], { wanted: 'auto', copies: 1 }, WIDE).labels;
    expect(label).toMatchObject({
      code: 'B1',
      title: 'B1',
      lines: ['牛奶', '有效期至 2026-12-31'],
    });
  });

  it('labels every piece of a receipt, or every line so often, and single pieces by number', () => {
    const doc = receipt(
      { codes: ['6901234567892'], title: '六角螺栓', pieces: 3 },
      { codes: ['B1'], title: 'B1', lines: ['牛奶', '有效期至 2026-12-31'], pieces: 1000 },
      { codes: ['FJ 001, A', 'FJ 002, A'], title: '发电机' },
    );
    const each = labelsOf('purchase_receipt', [doc], { wanted: 'auto', copies: 0 }, WIDE).labels;
    const twice = labelsOf('purchase_receipt', [doc], { wanted: 'auto', copies: 2 }, WIDE).labels;

    expect(each).toHaveLength(3 + 1000 + 2);
    const codes = ['6901234567892', 'B1', 'FJ 001, A', 'FJ 002, A'];
    expect(twice.map(({ code }) => code)).toEqual(codes.flatMap((code) => [code, code]));
    expect(twice[2]?.lines).toEqual(['牛奶', '有效期至 2026-12-31']);
    expect(new Set(each.map(({ key }) => key)).size).toBe(each.length);
  });

  it('lays out no more than fit a browser, and says how many are left', () => {
    const doc = receipt({ pieces: 5000 });
    const choices = { wanted: 'qr' as const, copies: 0 };
    const { labels, left } = labelsOf('purchase_receipt', [doc], choices, WIDE);
    expect([labels.length, left]).toEqual([MOST, 5000 - MOST]);
  });
});
