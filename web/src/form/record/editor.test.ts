import { describe, expect, test } from 'vitest';

import type { RecordData } from '../form';
import { purchaseOrder as form } from '@/testing/forms';
import {
  editorReducer,
  isDirty,
  load,
  rulesOf,
  type EditorAction,
  type EditorState,
} from './editor';
import { write } from './write';

const rules = rulesOf(form, true);
const pencil = { id: 'p1', code: 'A-01', name: '铅笔' };
const piece = { id: 'u1', code: 'PCS', name: '支' };

const saved: RecordData = {
  id: 'r1',
  etag: 'v1',
  state: 'draft',
  date: '2026-01-15',
  partner: { id: 's1', code: 'S1', name: '文具厂' },
  warehouse: { id: 'w1', code: 'W1', name: '主仓' },
  tax_included: true,
  discount: '0.00',
  remark: '',
  lines: [
    {
      id: 'l1',
      position: 1,
      product: pencil,
      unit: piece,
      quantity: '10',
      unit_price: '2.5',
      tax_rate: '13',
      discount: '0',
    },
    {
      id: 'l2',
      position: 2,
      product: pencil,
      unit: piece,
      quantity: '5',
      unit_price: '2.5',
      tax_rate: '13',
      discount: '5',
    },
  ],
};

function after(state: EditorState, ...actions: EditorAction[]): EditorState {
  return actions.reduce((now, action) => editorReducer(now, action, form, rules), state);
}

const keyOf = (state: EditorState, index: number) => state.tables['lines']?.rows[index]?.key ?? '';

describe('a new document', () => {
  const start = load(form, null, rules, '2026-01-31');

  test('starts today, clean, with one empty line', () => {
    expect(start.values['date']).toBe('2026-01-31');
    expect(start.tables['lines']?.rows).toHaveLength(1);
    expect(isDirty(form, start, rules)).toBe(false);
  });

  test('sends what was filled in and no empty lines', () => {
    const state = after(
      start,
      { type: 'set', name: 'partner', value: { id: 's1', code: 'S1' } },
      {
        type: 'grid',
        table: 'lines',
        action: {
          type: 'put',
          at: 0,
          lines: [{ product: pencil, unit: piece, quantity: '3' }, {}, { quantity: '1' }],
        },
      },
    );
    expect(isDirty(form, state, rules)).toBe(true);
    const { body, sent } = write(form, state, rules, true);
    expect(body).toEqual({
      date: '2026-01-31',
      partner: 's1',
      tax_included: true,
      discount: '0',
      lines: [{ product: 'p1', unit: 'u1', quantity: '3' }, { quantity: '1' }],
    });
    expect(sent['lines']).toEqual([keyOf(state, 0), keyOf(state, 2)]);
  });
});

describe('a saved document', () => {
  const start = load(form, saved, rules, '2026-01-31');

  test('sends only what changed', () => {
    const state = after(start, { type: 'set', name: 'remark', value: '急' });
    expect(write(form, state, rules, false).body).toEqual({ remark: '急' });
  });

  test('sends the whole set of lines with their ids when one changed', () => {
    const state = after(start, {
      type: 'grid',
      table: 'lines',
      action: {
        type: 'edit',
        edits: [{ key: keyOf(start, 1), values: { quantity: '6', discount: null } }],
      },
    });
    expect(write(form, state, rules, false).body['lines']).toEqual([
      {
        id: 'l1',
        product: 'p1',
        unit: 'u1',
        quantity: '10',
        unit_price: '2.5',
        tax_rate: '13',
        discount: '0',
        remark: '',
      },
      {
        id: 'l2',
        product: 'p1',
        unit: 'u1',
        quantity: '6',
        unit_price: '2.5',
        tax_rate: '13',
        discount: '0',
        remark: '',
      },
    ]);
  });

  test('is clean again after undo', () => {
    const state = after(
      start,
      {
        type: 'grid',
        table: 'lines',
        action: { type: 'edit', edits: [{ key: keyOf(start, 0), values: { quantity: '99' } }] },
      },
      { type: 'grid', table: 'lines', action: { type: 'undo' } },
    );
    expect(isDirty(form, state, rules)).toBe(false);
  });

  test('keeps its lines in place on screen when the server answers', () => {
    const state = after(start, { type: 'load', record: { ...saved, etag: 'v2' }, today: '' });
    expect(keyOf(state, 0)).toBe(keyOf(start, 0));
    expect(state.etag).toBe('v2');
  });

  test('my changes go on top of what somebody else saved', () => {
    const mine = after(start, { type: 'set', name: 'remark', value: '急' });
    const theirs: RecordData = { ...saved, etag: 'v2', date: '2026-01-16', remark: '慢慢来' };
    const state = after(mine, { type: 'rebase', record: theirs, today: '' });
    expect(state.etag).toBe('v2');
    expect(state.values).toMatchObject({ remark: '急', date: '2026-01-16' });
    expect(write(form, state, rules, false).body).toEqual({ remark: '急' });
  });

  test('and lines are put together cell by cell: theirs stay where I changed nothing', () => {
    const edits = [{ key: keyOf(start, 1), values: { unit_price: '3' } }];
    const mine = after(start, { type: 'grid', table: 'lines', action: { type: 'edit', edits } });
    const [first, second] = saved.lines as RecordData[];
    const theirs: RecordData = {
      ...saved,
      etag: 'v2',
      lines: [
        { ...first, quantity: '8' },
        { ...second, discount: '7' },
        { ...second, id: 'l3', position: 3, quantity: '6' },
      ],
    };
    const state = after(mine, { type: 'rebase', record: theirs, today: '' });
    const rows = state.tables['lines']?.rows ?? [];
    expect(rows.map((row) => [row.id, row.values['quantity'], row.values['unit_price']])).toEqual([
      ['l1', '8', '2.5'],
      ['l2', '5', '3'],
      ['l3', '6', '2.5'],
      [undefined, undefined, undefined],
    ]);
    expect(rows[1]?.values['discount']).toBe('7');
  });

  test('and a line that they removed comes back only if I had changed it', () => {
    const edits = [{ key: keyOf(start, 0), values: { quantity: '11' } }];
    const mine = after(start, { type: 'grid', table: 'lines', action: { type: 'edit', edits } });
    const state = after(mine, {
      type: 'rebase',
      record: { ...saved, etag: 'v2', lines: [] },
      today: '',
    });
    const rows = state.tables['lines']?.rows ?? [];
    expect(rows.map((row) => [row.id, row.values['quantity']])).toEqual([
      [undefined, '11'],
      [undefined, undefined],
    ]);
  });
});

test('a line whose price was only explained is no change', () => {
  const start = load(form, saved, rules, '2026-01-31');
  const edit = (values: Record<string, string>) =>
    after(start, {
      type: 'grid',
      table: 'lines',
      action: { type: 'edit', edits: [{ key: keyOf(start, 0), values }], join: true },
    });

  expect(isDirty(form, edit({ price_text: '按发票 CGFP-1 结算' }), rules)).toBe(false);
  expect(isDirty(form, edit({ unit_price: '2.4' }), rules)).toBe(true);
});

test('undo behind a saving takes a line away that was added before it, as undo before it does', () => {
  const start = load(form, saved, rules, '2026-01-31');
  const key = keyOf(start, 2);
  const values = { product: pencil, unit: piece, quantity: '3' };
  const typed = after(start, {
    type: 'grid',
    table: 'lines',
    action: { type: 'edit', edits: [{ key, values }] },
  });
  const lines = [...(saved['lines'] as object[]), { ...values, id: 'l3' }];
  const record = { ...saved, etag: 'v2', lines };
  const kept = after(typed, { type: 'saved', record, sent: typed, today: '2026-01-31' });

  const undone = after(kept, { type: 'grid', table: 'lines', action: { type: 'undo' } });
  const { body } = write(form, undone, rules, false);
  const redone = after(undone, { type: 'grid', table: 'lines', action: { type: 'redo' } });

  expect((body['lines'] as { id?: string }[]).map(({ id }) => id)).toEqual(['l1', 'l2']);
  expect(redone.tables['lines']?.rows[2]).toMatchObject({ id: 'l3', values });
});
