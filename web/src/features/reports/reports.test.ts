import { expect, test } from 'vitest';

import { showCell, tell, tellSum } from './cells';
import {
  behind,
  complete,
  layoutOf,
  NONE,
  told,
  type Column,
  type Drill,
  type Report,
} from './reports';

function column(name: string, kind: Column['kind'], more: Partial<Column> = {}): Column {
  return {
    name,
    label: name,
    kind,
    to: null,
    options: [],
    added_up: false,
    shown: true,
    aside: false,
    help: '',
    ...more,
  };
}

const setting = { digits: 2, zone: 'Asia/Shanghai' };

const sales: Report = {
  name: 'sales',
  label: '销售统计',
  question: '',
  module: 'sales',
  may_export: true,
  filters: [
    {
      name: 'since',
      label: '',
      kind: 'day',
      to: null,
      filter: [],
      options: [],
      default: 'month',
      views: [],
    },
    {
      name: 'until',
      label: '',
      kind: 'day',
      to: null,
      filter: [],
      options: [],
      default: 'today',
      views: [],
    },
    {
      name: 'product',
      label: '',
      kind: 'reference',
      to: 'product',
      filter: [],
      options: [],
      default: '',
      views: [],
    },
    {
      name: 'warehouse',
      label: '',
      kind: 'reference',
      to: 'warehouse',
      filter: [],
      options: [],
      default: '',
      views: ['warehouse'],
    },
  ],
  views: [
    {
      name: 'product',
      label: '',
      sort: '-net',
      drill: null,
      converts: null,
      columns: [column('product', 'reference'), column('net', 'money')],
    },
    {
      name: 'warehouse',
      label: '',
      sort: 'net',
      drill: null,
      converts: null,
      columns: [column('net', 'money')],
    },
  ],
};

test('the address line is completed with the days a report begins with', () => {
  expect(complete(sales, {}, '2026-11-26')).toEqual({
    view: 'product',
    since: '2026-11-01',
    until: '2026-11-26',
  });
});

test('what the view does not know is left out, what was asked stays', () => {
  const search = {
    view: 'product',
    since: '2026-01-01',
    warehouse: 'w1',
    product: 'p1',
    sort: 'net',
  };
  expect(complete(sales, search, '2026-11-26')).toEqual({
    view: 'product',
    since: '2026-01-01',
    until: '2026-11-26',
    product: 'p1',
    sort: 'net',
  });
  expect(complete(sales, { sort: 'nonsense' }, '2026-11-26')['sort']).toBeUndefined();
});

test('a row leads to what is behind it, with the filters that hold there', () => {
  const drill: Drill = {
    report: 'sales',
    view: 'document',
    filters: { product: 'product' },
    keeps: ['since', 'until'],
  };
  const question = { view: 'product', since: '2026-01-01', until: '2026-01-31', partner: 'x' };
  const row = { product: { id: 'p1', code: 'A', name: '铅笔' }, net: '1.00' };
  expect(behind(drill, row, question)).toEqual({
    view: 'document',
    since: '2026-01-01',
    until: '2026-01-31',
    product: 'p1',
  });
  expect(behind(drill, { product: null }, question)).toBeNull();
  expect(behind({ ...drill, nothing: ['product'] }, { product: null }, question)).toMatchObject({
    product: NONE,
  });
});

test('a figure leads to what it is made of: what is true of it is asked too', () => {
  const drill: Drill = {
    report: 'stock_entries',
    view: 'booked',
    filters: { product: 'product' },
    fixed: { direction: 'in', form: 'purchase_receipt' },
    keeps: ['since', 'until'],
  };
  const question = { view: 'product', since: '2026-01-01', until: '2026-01-31' };
  expect(behind(drill, { product: { id: 'p1' } }, question)).toEqual({
    view: 'booked',
    since: '2026-01-01',
    until: '2026-01-31',
    product: 'p1',
    direction: 'in',
    form: 'purchase_receipt',
  });
});

test('what stands across comes with the answer, and may be what is sorted by', () => {
  const [view] = sales.views;
  if (!view) throw new Error('no view');
  const across = { ...view, across: true };
  const columns = [column('product', 'reference'), column('in_sales_return', 'quantity')];

  expect(told(across, { items: [], next: null, columns })?.columns).toBe(columns);
  expect(told(across, undefined)?.columns).toBe(view.columns);
  const drill = { report: 'sales', view: 'document', filters: {}, keeps: [] };
  const answer = told(across, { items: [], next: null, columns, drill, sort: 'month' });
  expect([answer?.drill, answer?.sort]).toEqual([drill, 'month']);
  expect(told(view, { items: [], next: null, columns })?.columns).toBe(view.columns);
  const report = { ...sales, views: [across] };
  expect(complete(report, { sort: '-in_sales_return' }, '2026-11-26')['sort']).toBe(
    '-in_sales_return',
  );
});

test('what is compared has columns of its own, of which a view asked next knows nothing', () => {
  const [view] = sales.views;
  if (!view) throw new Error('no view');
  const columns = [column('net', 'money'), column('net_change', 'percent', { change: 'percent' })];
  const compared = { since: '2024-01-01', until: '2024-01-31' };
  const page = { view: view.name, items: [], next: null, columns, compared };
  const asked = { sort: '-net_change', view: view.name };

  expect(told(view, page)?.columns).toBe(columns);
  expect(told({ ...view, name: 'month' }, page)?.columns).toBe(view.columns);
  expect(layoutOf('sales', view, page)).toBe(`sales.${view.name}.compared`);
  expect(layoutOf('sales', view, undefined)).toBe(`sales.${view.name}`);
  expect(complete(sales, asked, '2026-11-26')['sort']).toBeUndefined();
});

test('a change is told by its sign: percents of what it was, points of a percentage', () => {
  const rate = column('rate_change', 'percent', { change: 'points' });
  const net = column('net_change', 'percent', { change: 'percent' });

  expect(['12.3', '-44', '0'].map((one) => showCell(net, one, setting))).toEqual([
    '+12.30%',
    '-44.00%',
    '0.00%',
  ]);
  expect(showCell(rate, '-36.67', setting)).toBe('-36.67');
});

test('figures of a column have the same digits', () => {
  const price = column('unit_cost', 'price');
  expect(['2.5', '2.333333', '12000'].map((one) => showCell(price, one, setting))).toEqual([
    '2.5000',
    '2.3333',
    '12,000.0000',
  ]);
  expect(showCell(column('rate', 'percent'), '60', setting)).toBe('60.00%');
  expect(showCell(column('net', 'money'), '-1234.5', setting)).toBe('-1,234.50');
  expect(
    showCell(
      column('document', 'document'),
      { id: 'd', form: 'sales_delivery', number: 'XS-1' },
      setting,
    ),
  ).toBe('XS-1');
});

test('a figure that is no whole number of its unit is told as people count it', () => {
  const open = column('open', 'quantity', { added_up: true });
  const counted = { open: '7.416667', open_in_units: '7 箱 5 个' };
  expect(tell(open, counted, setting)).toBe('7 箱 5 个');
  expect(tellSum(open, counted, setting)).toBe('7 箱 5 个');
  expect(tell(open, { open: '1200', open_in_units: null }, setting)).toBe('1,200');
  expect(tellSum(open, { open: '22.625', open_in_units: null }, setting)).toBe('22.63');
  expect(tellSum(open, { open: null }, setting)).toBe('—');
});
