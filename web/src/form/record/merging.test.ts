import { describe, expect, test } from 'vitest';

import { purchaseOrder as form } from '@/testing/forms';
import { newRow, type GridAction, type Row } from '@/grid/rows';
import type { RecordData } from '../form';
import {
  editorReducer,
  isDirty,
  load,
  rulesOf,
  type EditorAction,
  type EditorState,
} from './editor';
import { isTypedSince, withKeys } from './merging';
import { write } from './write';

const rules = rulesOf(form, true);
const today = '2026-01-31';
const pencil = { id: 'p1', code: 'A-01', name: '铅笔' };
const paper = { id: 'p2', code: 'A-02', name: '纸' };

const after = (state: EditorState, ...actions: EditorAction[]) =>
  actions.reduce((now, action) => editorReducer(now, action, form, rules), state);
const onLines = (action: GridAction): EditorAction => ({ type: 'grid', table: 'lines', action });
const rowsOf = (state: EditorState) => state.tables['lines']?.rows ?? [];
const keyOf = (state: EditorState, index: number) => rowsOf(state)[index]?.key ?? '';
const edit = (state: EditorState, index: number, values: Row['values']) =>
  onLines({ type: 'edit', edits: [{ key: keyOf(state, index), values }] });
const shown = (state: EditorState) =>
  rowsOf(state).map(({ id, values }) => [id, values['product'], values['quantity']]);

const start = load(form, null, rules, today);
const sent = after(
  start,
  { type: 'set', name: 'remark', value: '急' },
  onLines({
    type: 'put',
    at: 0,
    lines: [
      { product: pencil, quantity: '3' },
      { product: paper, quantity: '5' },
    ],
  }),
);
/** The server writes figures in its own way. */
const answer: RecordData = {
  id: 'r1',
  etag: 'v1',
  state: 'draft',
  date: today,
  remark: '急',
  lines: [
    { id: 'l1', product: pencil, quantity: '3.0000' },
    { id: 'l2', product: paper, quantity: '5.0000' },
  ],
};
const saved = (state: EditorState, record = answer) =>
  after(state, { type: 'saved', record, sent, today });

describe('what is typed while the server saves', () => {
  test('nothing: the answer is shown, clean, with the focus where it was', () => {
    const state = saved(sent);
    expect(isDirty(form, state, rules)).toBe(false);
    expect(shown(state)).toEqual([
      ['l1', pencil, '3.0000'],
      ['l2', paper, '5.0000'],
      [undefined, undefined, undefined],
    ]);
    expect(rowsOf(state).map(({ key }) => key)).toEqual(rowsOf(sent).map(({ key }) => key));
  });

  test('a field, a cell and a new line stay, on the answer, and only they are sent next', () => {
    const typed = after(
      sent,
      { type: 'set', name: 'remark', value: '急急' },
      edit(sent, 1, { quantity: '6' }),
      edit(sent, 2, { product: pencil, quantity: '9' }),
    );
    expect(isTypedSince(form, sent, typed, rules)).toBe(true);
    const state = saved(typed);
    expect(state.etag).toBe('v1');
    expect(shown(state)).toEqual([
      ['l1', pencil, '3.0000'],
      ['l2', paper, '6'],
      [undefined, pencil, '9'],
      [undefined, undefined, undefined],
    ]);
    expect(rowsOf(state).map(({ key }) => key)).toEqual(rowsOf(typed).map(({ key }) => key));
    const { body } = write(form, state, rules, false);
    expect(Object.keys(body).sort()).toEqual(['lines', 'remark']);
    expect(body['lines']).toMatchObject([
      { id: 'l1' },
      { id: 'l2', quantity: '6' },
      { quantity: '9' },
    ]);
  });

  test('a line that was taken away stays away, one moved up stays there', () => {
    const typed = after(
      sent,
      onLines({ type: 'remove', keys: [keyOf(sent, 0)] }),
      onLines({ type: 'insert', at: 0 }),
    );
    const state = after(saved(typed), edit(saved(typed), 0, { product: paper, quantity: '1' }));
    expect(shown(state)).toEqual([
      [undefined, paper, '1'],
      ['l2', paper, '5.0000'],
      [undefined, undefined, undefined],
    ]);
  });

  test('it stays beside what the server added, in its own line', () => {
    const [first, second] = answer['lines'] as Record<string, unknown>[];
    const part = { id: 'l9', product: paper, quantity: '3.0000' };
    const record = { ...answer, lines: [first, { ...second, id: 'l2' }, part] };
    const state = saved(after(sent, edit(sent, 1, { quantity: '7' })), record);
    expect(shown(state)).toEqual([
      ['l1', pencil, '3.0000'],
      ['l2', paper, '7'],
      ['l9', paper, '3.0000'],
      [undefined, undefined, undefined],
    ]);
  });

  test('a line that the server left out comes again only if it was typed into', () => {
    const record = { ...answer, lines: (answer['lines'] as unknown[]).slice(0, 1) };
    expect(shown(saved(sent, record))).toHaveLength(2);
    const state = saved(after(sent, edit(sent, 1, { quantity: '7' })), record);
    expect(shown(state).slice(0, 2)).toEqual([
      ['l1', pencil, '3.0000'],
      [undefined, paper, '7'],
    ]);
  });

  test('a step back afterwards does not bring back lines without their ids', () => {
    const state = saved(after(sent, edit(sent, 1, { quantity: '7' })));
    const back = after(state, onLines({ type: 'undo' }));
    expect(shown(back).slice(0, 2)).toEqual([
      ['l1', pencil, '3'],
      ['l2', paper, '5'],
    ]);
  });
});

test('a part that the server put in does not get the place of goods sent on their own', () => {
  const row = (values: Row['values'], id?: string) => ({
    ...newRow(values),
    ...(id ? { id } : {}),
  });
  const mine = [row({ product: pencil }), row({ product: paper })];
  const there = [
    row({ product: pencil }, 'l1'),
    row({ product: paper, bundle: 'X' }, 'l2'),
    row({ product: paper }, 'l3'),
  ];
  const keys = withKeys(there, mine, 'bundle').map(({ key }) => key);
  expect(keys).toEqual([mine[0]?.key, there[1]?.key, mine[1]?.key]);
});

describe('a draft that is found again', () => {
  const theirs: RecordData = {
    ...answer,
    etag: 'v2',
    remark: '他的',
    lines: [{ id: 'l1', product: pencil, quantity: '8' }],
  };
  const before = load(form, answer, rules, today);
  const typed = after(before, edit(before, 0, { quantity: '7' }));
  const { values, etag, before: onto } = JSON.parse(JSON.stringify(typed)) as EditorState;
  const rows = { lines: JSON.parse(JSON.stringify(rowsOf(typed).slice(0, 2))) as Row[] };
  const draft = { values, etag, before: onto, rows };

  test('keeps what it was typed onto: what others saved since is not mine', () => {
    const found = after(load(form, theirs, rules, today), { type: 'restore', draft });
    expect(Object.keys(write(form, found, rules, false).body)).toEqual(['lines']);
    expect(found.etag).toBe('v1');

    const merged = after(found, { type: 'rebase', record: theirs, today });
    expect(merged.values['remark']).toBe('他的');
    expect(shown(merged)).toEqual([
      ['l1', pencil, '7'],
      [undefined, undefined, undefined],
    ]);
  });
});

test('undo goes on behind a saving, and what it brings back is the line that the server has', () => {
  const more = after(sent, edit(sent, 0, { quantity: '4' }));
  const answered = {
    ...answer,
    lines: [
      { id: 'l1', product: pencil, quantity: '4.0000' },
      { id: 'l2', product: paper, quantity: '5.0000' },
    ],
  };
  const state = after(more, { type: 'saved', record: answered, sent: more, today });
  const undone = after(state, onLines({ type: 'undo' }));
  expect(shown(undone).slice(0, 2)).toEqual([
    ['l1', pencil, '3'],
    ['l2', paper, '5'],
  ]);
  expect(write(form, undone, rules, false).body).toMatchObject({
    lines: [
      { id: 'l1', quantity: '3' },
      { id: 'l2', quantity: '5' },
    ],
  });
});

test('an order of lines of my own stays, over an answer and over what others saved', () => {
  const turned = (state: EditorState): EditorState => {
    const [first, second, ...rest] = rowsOf(state);
    const lines = state.tables['lines'];
    if (!first || !second || !lines) throw new Error('two lines are needed');
    return { ...state, tables: { lines: { ...lines, rows: [second, first, ...rest] } } };
  };
  const order = (state: EditorState) => shown(state).map(([id]) => id);
  expect(order(saved(turned(sent)))).toEqual(['l2', 'l1', undefined]);
  const mine = turned(load(form, answer, rules, today));
  const theirs = { ...answer, etag: 'v2', remark: '他的' };
  expect(order(after(mine, { type: 'rebase', record: theirs, today }))).toEqual([
    'l2',
    'l1',
    undefined,
  ]);
});
