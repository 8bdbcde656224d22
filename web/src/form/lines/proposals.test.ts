import { describe, expect, test } from 'vitest';

import { gridReducer, loadRows, newRow, type Row, type Values } from '@/grid/rows';
import { purchaseOrder } from '@/testing/forms';
import type { Table } from '../form';
import { rowRules } from './columns';
import { answerFor, askingRows, filledWith, giftEdits, headerOf, isProposing } from './proposals';

const [table] = purchaseOrder.tables as [Table];
const rules = rowRules(table, true);
const header = headerOf(purchaseOrder, {
  partner: { id: 'k1', name: '宏达' },
  date: '2026-11-26',
  tax_included: false,
});
const pencil = { id: 'p1', code: 'A-01', name: '铅笔' };
const piece = { id: 'u1', name: '支' };

function line(values: Values): Row {
  return newRow({ product: pencil, unit: piece, quantity: '5', ...values });
}

function asking(...rows: Row[]) {
  return askingRows(loadRows(rows, rules), rules, table, header).map(({ row }) => row.key);
}

/** The line after the server's answer. */
function answered(row: Row, price: string, source = 'list'): Row {
  const state = loadRows([row], rules);
  const [found] = askingRows(state, rules, table, header);
  const values = filledWith({ price, source, text: '价目表 春季' }, found?.question ?? '');
  const next = gridReducer(state, { type: 'edit', edits: [{ key: row.key, values }] }, rules);
  return next.rows[0] ?? row;
}

describe('whose price is asked for', () => {
  test('lines without a price, and lines with one that nobody typed', () => {
    const empty = line({});
    const own = line({ unit_price: '2.50', price_proposed: '2.5' });
    const typed = line({ unit_price: '2.4', price_proposed: '2.5' });
    const saved = line({ unit_price: '2.4' });

    expect(asking(empty, own, typed, saved)).toEqual([empty.key, own.key]);
  });

  test('once for the same question, again when the quantity changes', () => {
    const row = answered(line({}), '2.2');
    expect(row.values['unit_price']).toBe('2.2');
    expect(asking(row)).toEqual([]);

    const more = { ...row, values: { ...row.values, quantity: '500' } };
    expect(asking(more)).toEqual([row.key]);
  });

  test('not after somebody typed another price over it', () => {
    const row = answered(line({}), '2.2');
    const typed = { ...row, values: { ...row.values, unit_price: '2', quantity: '500' } };

    expect(asking(typed)).toEqual([]);
  });

  test('not while the price is being typed, and not without a product', () => {
    const row = line({});
    const state = { ...loadRows([row], rules), typing: `${row.key} unit_price` };

    expect(askingRows(state, rules, table, header)).toEqual([]);
    expect(asking(newRow({ quantity: '5' }))).toEqual([]);
  });
});

test('a line that becomes a gift costs nothing, and is asked for again when it is none', () => {
  const row = line({ unit_price: '2.4', is_gift: true });
  const state = loadRows([row, line({ unit_price: '2' })], rules);

  const edits = giftEdits(state, rules);
  const after = gridReducer(state, { type: 'edit', edits }, rules);

  expect(after.rows.map((each) => each.values['unit_price'])).toEqual(['0', '2', undefined]);
  const [gift] = after.rows;
  if (!gift) throw new Error('the line is there');
  expect(asking(gift)).toEqual([]);
  expect(asking({ ...gift, values: { ...gift.values, is_gift: false } })).toEqual([gift.key]);
});

test('a price of nothing is left to be typed', () => {
  expect(filledWith({ price: '0', source: 'product', text: '商品价格' }, 'q')).toMatchObject({
    unit_price: null,
    price_source: null,
  });
});

test('only documents with a partner and prices ask', () => {
  expect(isProposing(purchaseOrder, table)).toBe(true);
  const fields = purchaseOrder.fields.filter((each) => each.name !== 'partner');
  expect(isProposing({ ...purchaseOrder, fields }, table)).toBe(false);
});

describe('goods that come back', () => {
  const back = (values: Values) => line({ unit_price: '9', receipt_line: 'l1', ...values });
  const told = { price: '9.00', source: 'invoice', text: '按发票 CGFP-1 2026-11-26 结算' };

  test('keep their price, which is explained where it is that of their invoice', () => {
    const withSource: Table = {
      ...table,
      fields: [
        ...table.fields,
        ...table.fields
          .slice(0, 1)
          .map((one) => ({ ...one, name: 'receipt_line', kind: 'line' as const })),
      ],
    };
    const row = back({});
    const [found] = askingRows(loadRows([row], rules), rules, withSource, header);
    const values = answerFor(row, told, found?.question ?? '');

    expect(values).toMatchObject({
      unit_price: '9',
      price_source: 'invoice',
      price_text: told.text,
    });
    const after = { ...row, values: { ...row.values, ...values } };
    expect(askingRows(loadRows([after], rules), rules, withSource, header)).toEqual([]);
    expect(answerFor(back({ unit_price: '10' }), told, 'q')).toEqual({ price_asked: 'q' });
    const order = { price: '9', source: 'source', text: '按采购订单 CGDD-1' };
    expect(answerFor(line({ unit_price: '9', order_line: 'o1' }), order, 'q')).toMatchObject({
      unit_price: '9',
      price_source: 'source',
      price_text: order.text,
    });
    expect(answerFor(row, { ...told, source: 'list' }, 'q')).toEqual({ price_asked: 'q' });
  });
});
