import { expect, test } from 'vitest';

import { abreast, reportDoc } from './paper';
import type { Column, Report, ReportFilter } from './reports';

function column(name: string, kind: Column['kind'], added_up = false): Column {
  const plain = { to: null, options: [], shown: true, aside: false, help: '' };
  return { name, label: name, kind, added_up, ...plain };
}

function filter(name: string, kind: ReportFilter['kind'], to: string | null = null): ReportFilter {
  return { name, label: name, kind, to, filter: [], options: [], default: '', views: [] };
}

const view = {
  name: 'product',
  label: '按商品',
  columns: [column('product', 'reference'), column('net', 'money', true)],
  sort: 'product',
  drill: null,
  converts: null,
};
const report: Report = {
  name: 'sales',
  label: '销售统计',
  question: '',
  module: 'sales',
  filters: [
    filter('since', 'day'),
    filter('partner', 'reference', 'partner'),
    {
      ...filter('figure', 'choice'),
      ...{ default: 'net', options: [{ value: 'net', label: '不含税金额' }] },
    },
  ],
  views: [view],
  may_export: true,
};

test('a report on paper says what was asked, its rows, and what all of them come to', () => {
  const doc = reportDoc({
    report,
    view,
    columns: view.columns,
    question: { view: 'product', since: '2026-01-01', partner: 'p1' },
    told: {
      rows: [{ product: { id: 'a', code: 'A', name: '铅笔' }, net: '1234.5' }],
      count: 3000,
      totals: { net: '99999.90' },
    },
    names: new Map([['p1', 'K1 华强']]),
    setting: { digits: 2, zone: 'Asia/Shanghai' },
    company: '公司',
    words: { count: '前 1 条，共 3,000 条', yes: '是', compared: '对比期间' },
    most: 16,
  });

  expect(doc.header.map(({ label, text }) => [label, text])).toEqual([
    ['since', '2026-01-01'],
    ['partner', 'K1 华强'],
    ['figure', '不含税金额'],
  ]);
  expect(doc.tables[0]?.rows).toEqual([['A 铅笔', '1,234.50']]);
  expect(doc.tables[0]?.sums).toEqual(['', '99,999.90']);
  expect([doc.title, doc.state, doc.number]).toEqual(['销售统计', '', '前 1 条，共 3,000 条']);
});

test('columns that have no room beside each other go on below, each time with what the rows are', () => {
  const columns = [
    column('product', 'reference'),
    column('unit', 'reference'),
    ...['a', 'b', 'c', 'd', 'e'].map((name) => column(name, 'quantity', true)),
  ];

  const names = abreast(columns, 4).map((part) => part.map(({ name }) => name));

  expect(names).toEqual([
    ['product', 'unit', 'a', 'b'],
    ['product', 'unit', 'c', 'd'],
    ['product', 'unit', 'e'],
  ]);
  expect(abreast(columns, 7)).toHaveLength(1);
});
