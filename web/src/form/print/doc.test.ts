import { expect, it } from 'vitest';

import { docOf } from './doc';
import type { PaperOut } from './papers';

const paper: PaperOut = {
  form: 'sales_delivery',
  title: '合并拣货单',
  company: {
    name: '红旗商贸',
    tax_number: '',
    currency: 'CNY',
    digits: 2,
    time_zone: 'Asia/Shanghai',
  },
  id: '1',
  number: '2 张单据',
  state: null,
  header: [],
  tables: [],
  totals: [],
  words: null,
  signatures: [],
  printed: { count: 0, last_at: null, last_by: null },
  red: false,
  labels: [],
  codes: [
    { no: 1, code: 'XSDD-20261128-0001', square: false },
    { no: 2, code: '/records/sales_delivery/2', square: true },
    { no: 3, code: '销售-0001', square: false },
  ],
};

it('has the bars of a number, and a square that leads to a document without one', () => {
  expect(docOf(paper, true).codes).toEqual([
    { no: 1, code: 'XSDD-20261128-0001', symbology: 'code128' },
    { no: 2, code: `${window.location.origin}/records/sales_delivery/2`, symbology: 'qr' },
    { no: 3, code: '销售-0001', symbology: 'qr' },
  ]);
});
