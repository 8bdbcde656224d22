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
  const rows = within(screen.getByRole('table')).getAllByRole('row').slice(1);
  return rows.map((each) => [...each.children].map((cell) => cell.textContent).join(' | '));
}

test('lines that both have are compared cell by cell', () => {
  expect(compared(saved(row('l1', '10', '3'), row('l2', '5', '2.5')))).toEqual([
    '第 1 行 数量 | 7 | 10',
    '第 1 行 单价 | 2.50 | 3.00',
  ]);
});

test('where somebody added a line, only their number is told', () => {
  const latest = saved(row('l1', '10', '2.5'), row('l2', '5', '2.5'), row('l3', '1', '1'));
  expect(compared(latest)).toEqual(['明细 | 您改过明细 | 3 行']);
});

test('a line that somebody deleted is named, and what becomes of it with mine', () => {
  expect(compared(saved(row('l2', '5', '2.5')))).toEqual([
    '第 1 行 A-01 铅笔 | 数量 7 | 已被删除；把您的修改放上去，会作为新的一行加回来',
  ]);
});

test('a deleted line that I left alone is only told', () => {
  expect(compared(saved(row('l1', '9', '2.5')))).toEqual([
    '第 2 行 A-01 铅笔 | 数量 5 | 已被删除',
    '第 1 行 数量 | 7 | 9',
  ]);
});
