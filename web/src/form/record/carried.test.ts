import { expect, test } from 'vitest';

import { purchaseOrder } from '@/testing/forms';
import type { Field, RecordData } from '../form';
import { CARRIED, goesOn, offersCarrying } from './carried';
import { editorReducer, isDirty, load, rulesOf, type EditorAction } from './editor';
import { write } from './write';

const plain = purchaseOrder.fields.find((field) => field.name === 'tax_included') as Field;
const form = { ...purchaseOrder, fields: [...purchaseOrder.fields, { ...plain, name: CARRIED }] };
const rules = rulesOf(form, true);

const line = (id: string, quantity: string, unit_price: string, discount = '0') => ({
  ...{ id, product: { id: 'p1', code: 'A-01', name: '铅笔' }, quantity, unit_price, discount },
});
const saved: RecordData = {
  ...{ id: 'r1', etag: 'v1', state: 'draft', date: '2026-01-15', tax_included: false },
  discount: '25.00',
  [CARRIED]: true,
  // 2 × 30 and 4 × 20 less half
  lines: [line('l1', '2', '30'), line('l2', '4', '20', '50')],
};
const start = load(form, saved, rules, '2026-01-31');
const reduce = (state: typeof start, action: EditorAction) =>
  editorReducer(state, action, form, rules);

function filled(state: typeof start, index: number, name: string, value: string) {
  const key = state.tables['lines']?.rows[index]?.key ?? '';
  return reduce(state, {
    type: 'grid',
    table: 'lines',
    action: { type: 'edit', edits: [{ key, values: { [name]: value } }] },
  });
}

test('the discount follows the quantities, not the prices, and is left to the server', () => {
  let state = filled(start, 0, 'quantity', '1');
  expect(state.values['discount']).toBe('17.5');
  state = filled(state, 1, 'quantity', '2');
  expect(state.values['discount']).toBe('12.5');
  state = filled(state, 1, 'unit_price', '9');
  expect(state.values['discount']).toBe('12.5');
  expect(isDirty(form, state, rules)).toBe(true);
  expect(Object.keys(write(form, state, rules, false).body)).not.toContain('discount');
});

test('a discount that somebody types stays and is sent', () => {
  let state = reduce(start, { type: 'set', name: 'discount', value: '5' });
  expect(state.values[CARRIED]).toBe(false);
  state = filled(state, 0, 'quantity', '1');
  expect(state.values['discount']).toBe('5');
  expect(write(form, state, rules, false).body).toMatchObject({ discount: '5', [CARRIED]: false });
});

test('the tick can be set again where lines go on from an earlier document', () => {
  const linked: RecordData = { ...saved, lines: [{ ...line('l1', '2', '30'), order_line: 'o1' }] };
  const table = form.tables.map((each) => ({
    ...each,
    fields: [...each.fields, { ...plain, name: 'order_line', kind: 'line' as const }],
  }));
  expect(goesOn({ ...form, tables: table }, linked)).toBe(true);
  expect(goesOn({ ...form, tables: table }, saved)).toBe(false);

  const ticked = { [CARRIED]: true, discount: '25' };
  expect(offersCarrying(form, ticked, { again: false })).toBe(true);
  expect(offersCarrying(form, { ...ticked, discount: '0.00' }, { again: true })).toBe(false);
  expect(offersCarrying(form, { ...ticked, [CARRIED]: false }, { again: true })).toBe(true);
  expect(offersCarrying(form, { ...ticked, [CARRIED]: false }, { again: false })).toBe(false);
});

test('the discount of two documents goes with the lines of its own', () => {
  const lines = [
    { ...line('l1', '10', '10'), amount: '100.00' },
    { ...line('l2', '10', '10'), amount: '50.00' },
  ];
  const both = load(form, { ...saved, discount: '50.00', lines }, rules, '2026-01-31');
  expect(filled(both, 0, 'quantity', '5').values['discount']).toBe('50');
  expect(filled(both, 1, 'quantity', '5').values['discount']).toBe('25');
});
