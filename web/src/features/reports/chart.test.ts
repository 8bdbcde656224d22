import { expect, test } from 'vitest';

import { draw, orderOf, suffices, type Chart } from './chart';
import type { Column, Row, View } from './reports';

const setting = { digits: 2, zone: 'Asia/Shanghai' };

function column(name: string, kind: Column['kind'], more: Partial<Column> = {}): Column {
  const plain = { to: null, options: [], added_up: true, shown: true, aside: false, help: '' };
  return { name, label: name, kind, ...plain, ...more };
}

function view(chart: Chart, columns: Column[]): View {
  return { name: 'v', label: '', columns, sort: '-net', drill: null, converts: null, chart };
}

function told(chart: Chart, columns: Column[], rows: Row[], totals = {}) {
  const answered = { view: view(chart, columns), rows, totals, setting, nothing: '（无）' };
  const drawn = draw(answered);
  return drawn && drawn.bars.map((one) => [one.label, one.told, one.value]);
}

const BY_DAY: Chart = { kind: 'time', by: 'day', figure: 'net' };
const BY_NET: Chart = { kind: 'ranked', by: 'code', figure: 'net' };
const SUMS: Chart = { kind: 'sums', by: '', figure: '' };

test('days stand from the first to the last, in whatever order the rows are', () => {
  const rows = [
    { day: '2026-11-03', net: '5.00' },
    { day: '2026-11-01', net: '1000.00' },
    { day: '2026-11-02', net: '-2.50' },
  ];

  expect(told(BY_DAY, [column('day', 'date'), column('net', 'money')], rows)).toEqual([
    ['2026-11-01', '1,000.00', 1000],
    ['2026-11-02', '-2.50', -2.5],
    ['2026-11-03', '5.00', 5],
  ]);
});

test('the ten that have most are ranked, those without a name too', () => {
  const rows = Array.from({ length: 12 }, (_, at) => ({ code: `C${String(at)}`, net: String(at) }));
  const columns = [column('code', 'text'), column('net', 'money')];

  const found = told(BY_NET, columns, [...rows, { code: null, net: '99' }]);

  expect(found?.slice(0, 3)).toEqual([
    ['（无）', '99.00', 99],
    ['C11', '11.00', 11],
    ['C10', '10.00', 10],
  ]);
  expect(found).toHaveLength(10);
});

test('sums are compared in money where there is any, and those that come to nothing known are not', () => {
  const columns = [
    column('few', 'money', { bar: true }),
    column('many', 'money', { bar: true }),
    column('pieces', 'quantity', { bar: true }),
    column('all', 'money'),
  ];
  const totals = { few: '3.00', many: '1234.50', pieces: '7', all: '1237.50' };

  expect(told(SUMS, columns, [], totals)).toEqual([
    ['few', '3.00', 3],
    ['many', '1,234.50', 1234.5],
  ]);
  expect(told(SUMS, columns.slice(2), [], { pieces: null })).toBeNull();
});

test('of more columns the ten that have most are compared, in their order', () => {
  const columns = Array.from({ length: 12 }, (_, at) =>
    column(`c${String(at)}`, 'money', { bar: true }),
  );
  const totals = Object.fromEntries(columns.map(({ name }, at) => [name, String(at - 3)]));

  const found = told(SUMS, columns, [], totals)?.map(([name]) => name);

  expect(found).toEqual(['c0', 'c1', 'c2', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11']);
});

test('a chart of one bar, or of nothing, is none', () => {
  const columns = [column('code', 'text'), column('net', 'money')];

  expect(told(BY_NET, columns, [{ code: 'A', net: '5' }])).toBeNull();
  expect(told(BY_NET, columns, [])).toBeNull();
  expect(
    told(BY_NET, columns, [
      { code: 'A', net: '0.00' },
      { code: 'B', net: '0.00' },
    ]),
  ).toBeNull();
});

test('only what is not at hand is asked for', () => {
  const known = view(BY_NET, []);

  expect(orderOf(BY_DAY)).toBe('-day');
  expect(suffices(BY_NET, {}, known, false)).toBe(true);
  expect(suffices(BY_NET, { sort: 'code' }, known, false)).toBe(false);
  expect(suffices(BY_NET, { sort: 'code' }, known, true)).toBe(true);
  expect(suffices(SUMS, { sort: 'code' }, known, false)).toBe(true);
});
