import { expect, test } from 'vitest';

import { newRow, type Row, type Values } from '@/grid/rows';
import { purchaseOrder as form } from '@/testing/forms';
import { saved } from '@/testing/recordPage';
import type { RecordData } from '../form';
import { apartOf } from './apart';
import type { LocalDraft } from './localDraft';
import { rulesOf } from './editor';
import { write } from './write';

const goods = (id: string) => ({ id, code: id, name: id });
const unit = goods('pcs');
const line = (id: string, quantity: string, more: object = {}) => ({
  ...{ id, product: goods(`P-${id}`), unit, quantity, unit_price: '2', remark: '' },
  ...more,
});
const record: RecordData = {
  ...saved,
  state: 'confirmed',
  ...{ partner: goods('s1'), warehouse: goods('w1'), discount: '5' },
  lines: [line('a', '10'), line('b', '4'), line('c', '7'), line('d', '1')],
};

const row = ({ id, ...values }: { id: string }): Row => ({ ...newRow(values as Values), id });
const fresh = ({ id, ...values }: { id: string }): Row => (void id, newRow(values as Values));

function draft(rows: Row[], values: LocalDraft['values'] = {}): LocalDraft {
  const { partner, warehouse, discount } = record as unknown as LocalDraft['values'];
  return {
    ...{ at: '', etag: 'v1', version: '1', rows: { lines: rows } },
    values: { date: '2026-01-15', partner, warehouse, discount, remark: '旧', ...values } as never,
    before: {
      values: {},
      rows: { lines: (record['lines'] as { id: string }[]).map(row) },
    },
  };
}

function made(given: LocalDraft) {
  const { state, copied, left } = apartOf(form, given, record);
  const { body } = write(form, state, rulesOf(form, true), true);
  const told = (all: typeof left) =>
    all.map(({ row: { values }, how }) => [values['product'], how]);
  return { body, copied: told(copied), left: told(left) };
}

test('of a confirmed document only new lines and what is more of the others go into another one', () => {
  const { body, copied, left } = made(
    draft([
      row(line('a', '13.0')),
      row(line('b', '4.00')),
      row(line('c', '5')),
      fresh(line('new', '6', { remark: '急' })),
    ]),
  );

  expect(body).toEqual({
    ...{ date: '2026-01-15', partner: 's1', warehouse: 'w1', remark: '旧' },
    lines: [
      { product: 'P-a', unit: 'pcs', quantity: '3', unit_price: '2' },
      { product: 'P-new', unit: 'pcs', quantity: '6', unit_price: '2', remark: '急' },
    ],
  });
  expect(copied).toEqual([
    [goods('P-a'), 'more'],
    [goods('P-new'), 'new'],
  ]);
  expect(left).toEqual([
    [goods('P-c'), 'changed'],
    [goods('P-d'), 'removed'],
  ]);
});

test('a discount of the whole document is given once; another price of a line is only told', () => {
  const rows = [
    row(line('a', '12', { unit_price: '3' })),
    row(line('b', '9', { unit: goods('box') })),
    row(line('c', '7', { product: goods('Q') })),
    row(line('d', '1')),
  ];
  const { body, copied, left } = made(draft(rows, { discount: '8' }));

  expect(body).toMatchObject({
    discount: '3',
    lines: [
      { product: 'P-a', quantity: '2', unit_price: '3' },
      { product: 'Q', quantity: '7' },
    ],
  });
  expect(copied.map(([, how]) => how)).toEqual(['more', 'new']);
  expect(left).toEqual([
    [goods('P-a'), 'changed'],
    [goods('P-b'), 'changed'],
  ]);
});

test('what somebody else changed before it was confirmed was not typed here', () => {
  const given = draft((record['lines'] as { id: string }[]).map(row));
  const other = [line('a', '2'), line('b', '4')];

  const { copied, left } = apartOf(form, given, { ...record, lines: other });

  expect([copied, left]).toEqual([[], []]);
});
