/** Against what the server works out: tests/contract/test_carried_discounts.py writes the cases. */
import { expect, test } from 'vitest';

import type { Row } from '@/grid/rows';
import { decimal } from '@/lib/decimal';
import type { CarriedDiscount, Form } from '../form';
import { liveAmounts } from './amounts';
import cases from './carried.cases.json';
import { carriedDiscount } from './carrying';
import { creditedParts, type Before } from './credited';

const form = {
  name: 'sales_delivery',
  tables: [{ name: 'lines', fields: [{ name: 'order_line', kind: 'line' }] }],
} as unknown as Form;
const rules = { inputs: ['quantity', 'unit_price'], defaults: {}, editable: true };

type Case = (typeof cases)[number];

function shown({ rows: told, carried, tax_included, discount }: Case) {
  const rows = told.map((values, at) => ({ key: String(at), id: String(at), values }) as Row);
  const header = { tax_included, discount, discount_carried: true };
  const loaded = rows.map((row) => ({ ...row, values: { ...row.values, quantity: '1' } }));
  const before: Before = { values: header, rows: { lines: loaded }, carried };
  const parts = creditedParts(form, 'lines', before, rows, header, 2);
  return { rows, parts, ...liveAmounts(rows, rules, header, 2, parts) };
}

const cents = (text: unknown) => decimal(text)?.toFixed(2);

test('a delivery of parts of an order shows what the server keeps', () => {
  const { document } = shown(cases[0] as Case);
  expect([document.amount, document.tax]).toEqual(cases[0]?.whole);
});

test.each(cases.map((each, at) => [at, each] as const))('case %i', (_at, each) => {
  const { rows, parts, document } = shown(each);

  const rests: readonly CarriedDiscount[] = each.carried;
  expect(cents(carriedDiscount(form, 'lines', rests, rows).toFixed())).toBe(cents(each.discount));
  const lines = rows.map((row) => parts.get(row.key));
  expect(lines.map((one) => [cents(one?.amount), cents(one?.tax)])).toEqual(each.lines);
  expect([document.amount, document.tax]).toEqual(each.whole);
});
