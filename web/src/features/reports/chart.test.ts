import { expect, test } from 'vitest';

import { draw, orderOf, suffices, type Chart } from './chart';
import cases from './chart.cases.json';
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
  return (
    drawn &&
    drawn.bars.map(({ label, told: said, value, before }) => [
      label,
      said,
      value,
      ...(before === undefined ? [] : [before]),
    ])
  );
}

const BY_DAY: Chart = { kind: 'time', by: 'day', figure: 'net' };
const BY_NET: Chart = { kind: 'ranked', by: 'code', figure: 'net' };
const SUMS: Chart = { kind: 'sums', by: '', figure: '' };

test.each(cases)('$what', ({ chart, columns, rows = [], totals = {}, bars }) => {
  const known = columns.map(({ name, kind, ...more }) =>
    column(name, kind as Column['kind'], more as Partial<Column>),
  );

  expect(told(chart as Chart, known, rows as Row[], totals)).toEqual(bars);
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

test('sums that come to nothing known are not compared', () => {
  const columns = [column('pieces', 'quantity', { bar: true }), column('all', 'money')];

  expect(told(SUMS, columns, [], { pieces: null })).toBeNull();
});

test('of more columns the ten that have most are compared, in their order', () => {
  const columns = Array.from({ length: 12 }, (_, at) =>
    column(`c${String(at)}`, 'money', { bar: true }),
  );
  const totals = Object.fromEntries(columns.map(({ name }, at) => [name, String(at - 3)]));

  const found = told(SUMS, columns, [], totals)?.map(([name]) => name);

  expect(found).toEqual(['c0', 'c1', 'c2', 'c5', 'c6', 'c7', 'c8', 'c9', 'c10', 'c11']);
});

test('only what is not at hand is asked for', () => {
  const known = view(BY_NET, []);

  expect(orderOf(BY_DAY)).toBe('-day');
  expect(suffices(BY_NET, {}, known, false)).toBe(true);
  expect(suffices(BY_NET, { sort: 'code' }, known, false)).toBe(false);
  expect(suffices(BY_NET, { sort: 'code' }, known, true)).toBe(true);
  expect(suffices(SUMS, { sort: 'code' }, known, false)).toBe(true);
});
