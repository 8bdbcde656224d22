import { render, screen, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';

import { purchaseOrder as form } from '@/testing/forms';
import type { RecordData } from '../form';
import { editorReducer, load, rulesOf } from './editor';
import { StaleDialog } from './StaleDialog';
import type { Editor } from './useEditor';

const rules = rulesOf(form, true);
const row = (id: string, quantity: string, unit_price: string) => ({
  ...{ id, position: 1, quantity, unit_price, tax_rate: '13', discount: '0' },
  product: { id: 'p1', code: 'A-01', name: '铅笔' },
  unit: { id: 'u1', code: 'PCS', name: '支' },
});
const saved = (...lines: unknown[]): RecordData => ({
  ...{ id: 'r1', etag: 'v1', state: 'draft', date: '2026-01-15', remark: '', tax_included: true },
  lines,
});

/** What the dialog says, when I made line 1 seven and somebody saved `latest`. */
function compared(latest: RecordData): string[] {
  const start = load(form, saved(row('l1', '10', '2.5'), row('l2', '5', '2.5')), rules, '');
  const key = start.tables['lines']?.rows[0]?.key ?? '';
  const edits = [{ key, values: { quantity: '7' } }];
  const action = { type: 'edit', edits } as const;
  const state = editorReducer(start, { type: 'grid', table: 'lines', action }, form, rules);
  const editor = { state, rules } as Partial<Editor> as Editor;
  const setting = { digits: 2, zone: 'Asia/Shanghai' };
  const nothing = vi.fn();
  render(
    <StaleDialog
      {...{ form, editor, latest, setting }}
      onTheirs={nothing}
      onMine={nothing}
      onClose={nothing}
    />,
  );
  const table = screen.queryByRole('table');
  const rows = table ? within(table).getAllByRole('row').slice(1) : [];
  return rows.map((each) => [...each.children].map((cell) => cell.textContent).join(' | '));
}

test('a line that both changed is compared cell by cell, and whose each change is', () => {
  expect(compared(saved(row('l1', '9', '3'), row('l2', '5', '2.5')))).toEqual([
    '两边都改了',
    '第 1 行 数量 | 10 | 7 | 9',
    '只有别人改了',
    '第 1 行 单价 | 2.50 | 未改 | 3.00',
  ]);
});

test('what only somebody else changed is never told as mine', () => {
  const latest = { ...saved(row('l1', '10', '2.5'), row('l2', '6', '2.5')), remark: '急' };
  expect(compared(latest)).toEqual([
    '只有您改了',
    '第 1 行 数量 | 10 | 7 | 未改',
    '只有别人改了',
    '备注 | — | 未改 | 急',
    '第 2 行 数量 | 5 | 未改 | 6',
  ]);
});

test('a change that both made alike is no difference', () => {
  expect(compared(saved(row('l1', '7', '2.5'), row('l2', '5', '2.5')))).toEqual([]);
});

test('a line that somebody added is told as theirs', () => {
  const latest = saved(row('l1', '10', '2.5'), row('l2', '5', '2.5'), row('l3', '1', '1'));
  expect(compared(latest)).toEqual([
    '只有您改了',
    '第 1 行 数量 | 10 | 7 | 未改',
    '只有别人改了',
    '第 3 行 A-01 铅笔 | — | 未改 | 新增 数量 1',
  ]);
});

test('a line that somebody deleted is named, and what becomes of it with mine', () => {
  expect(compared(saved(row('l2', '5', '2.5')))).toEqual([
    '两边都改了',
    '第 1 行 A-01 铅笔 | 数量 10 | 数量 7 | 已删除；合并后作为新的一行加回来',
  ]);
});

test('a deleted line that I left alone is only told', () => {
  expect(compared(saved(row('l1', '9', '2.5')))).toEqual([
    '两边都改了',
    '第 1 行 数量 | 10 | 7 | 9',
    '只有别人改了',
    '第 2 行 A-01 铅笔 | 数量 5 | 未改 | 已删除',
  ]);
});

test('the first button keeps my work, and each says what it does', () => {
  compared(saved(row('l1', '9', '2.5')));

  const [primary] = [...document.querySelectorAll('.ant-modal-footer .ant-btn-primary')];
  expect(primary?.textContent).toBe('合并两边的修改');
  expect(screen.getByText(/您没有保存的修改就没有了/)).toBeTruthy();
});
