import { expect, test } from 'vitest';

import type { GridAction } from '@/grid/rows';
import { field, purchaseOrder } from '@/testing/forms';
import type { RecordData, Table } from '../form';
import { billedSums, offeredCells } from './billed';
import { cellsOf, editorReducer, load, rulesOf } from './editor';
import { write } from './write';

const [lines] = purchaseOrder.tables as [Table];
const kept = lines.fields.filter((one) => ['product', 'unit', 'quantity'].includes(one.name));
const more = ['tax_rate', 'total', 'source_amount', 'source_tax', 'difference', 'net_price'];
const table: Table = {
  ...lines,
  fields: [
    ...kept,
    field('amount', '不含税金额', 'money'),
    field('tax', '税额', 'money'),
    ...more.map((name) => field(name, name, 'money', { readonly: true })),
  ],
};
const form = { ...purchaseOrder, name: 'sales_invoice', tables: [table] };
const rules = rulesOf(form, true);
const saved: RecordData = {
  ...{ id: 'r1', etag: 'v1', state: 'draft', date: '2026-01-15' },
  lines: [
    {
      ...{ id: 'l1', product: { id: 'p1', code: 'A-01', name: '铅笔' }, quantity: '10' },
      ...{ amount: '200.00', tax: '26.00', total: '226.00', tax_rate: '13', net_price: '20' },
      ...{ source_amount: '200.00', source_tax: '26.00', difference: '0.00' },
    },
  ],
};

function after(...edits: Record<string, string>[]) {
  let state = load(form, saved, rules, '2026-01-31');
  for (const values of edits) {
    const key = state.tables['lines']?.rows[0]?.key ?? '';
    const action = { type: 'edit' as const, edits: [{ key, values }] };
    state = editorReducer(state, { type: 'grid', table: 'lines', action }, form, rules);
  }
  const rows = (state.tables['lines']?.rows ?? []).filter((row) => row.id !== undefined);
  return {
    values: rows[0]?.values,
    sums: billedSums(rows, 2),
    sent: write(form, state, rules, false),
  };
}

test('another quantity is billed at its part of the source, and the server says it to the cent', () => {
  const { values, sums, sent } = after({ quantity: '4' });

  expect(values).toMatchObject({ amount: '80.00', tax: '10.40', total: '90.40', net_price: '20' });
  expect(sums).toEqual({ amount: '80.00', tax: '10.40', total: '90.40', difference: '0.00' });
  expect(sent.body['lines']).toMatchObject([{ id: 'l1', quantity: '4', amount: null, tax: null }]);
});

test('a typed amount takes its tax along, until that is typed as well', () => {
  const { values, sums } = after({ amount: '210' });
  expect(values).toMatchObject({ tax: '27.30', total: '237.30', net_price: '21' });
  expect(values).toMatchObject({ difference: '10.00' });
  expect(sums['difference']).toBe('11.30');

  const { values: both } = after({ amount: '210' }, { tax: '27' }, { amount: '220' });
  expect(both).toMatchObject({ amount: '220', tax: '27', total: '247.00' });
});

test('a typed amount stays when the quantity changes, back to the source it follows again', () => {
  const { values, sent } = after({ amount: '210' }, { quantity: '5' });
  expect(values).toMatchObject({ amount: '210', source_amount: '100.00', difference: '110.00' });
  expect(sent.body['lines']).toMatchObject([{ amount: '210', tax: '27.3' }]);
});

test('an offered line that nobody saved yet follows its quantity, and pasting adds none', () => {
  const sourced = { ...form, sources: { header: ['partner'], forms: ['出库单'] } };
  const own = rulesOf(sourced, true);
  const offered = { ...(saved['lines'] as Record<string, unknown>[])[0] };
  let state = load(sourced, null, own, '2026-01-31');
  const act = (action: GridAction) => {
    state = editorReducer(state, { type: 'grid', table: 'lines', action }, sourced, own);
    return state.tables['lines']?.rows ?? [];
  };
  expect(state.tables['lines']?.rows).toEqual([]);

  const [row] = act({ type: 'put', at: 0, lines: [offeredCells(cellsOf(offered))] });
  expect(write(sourced, state, own, true).body['lines']).toEqual([
    { product: 'p1', quantity: '10' },
  ]);
  act({ type: 'edit', edits: [{ key: row?.key ?? '', values: { quantity: '4' } }] });
  expect(act({ type: 'insert', at: 0 })).toHaveLength(1);
  const rows = act({ type: 'put', at: 0, lines: [{ remark: '' }, { quantity: '7' }] });

  expect(rows.map(({ values }) => values['total'])).toEqual(['90.40']);
  expect(write(sourced, state, own, true).body['lines']).toMatchObject([{ quantity: '4' }]);
  act({ type: 'edit', edits: [{ key: row?.key ?? '', values: { amount: '90' } }] });
  expect(write(sourced, state, own, true).body['lines']).toMatchObject([
    { amount: '90', tax: '11.7' },
  ]);
});
