import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import type { GridAction, GridState, RowRules } from '@/grid/rows';
import type { OpenItem } from './openItems';
import { SettleBar } from './SettleBar';

const dispatch = vi.fn<(action: GridAction) => void>();
const onChange = vi.fn();

function item(form: string, number: string, left: string): OpenItem {
  return {
    ...{ id: number, kind: 'receivable', form, record: 'r', number, total: left, left },
    ...{ date: '2026-11-01', due_on: null },
  };
}

function bar(amount: string) {
  const values = { partner: { id: 'k1', code: 'K1', name: '客户' }, amount };
  const rows = { rows: [] } as Partial<GridState> as GridState;
  const rules = {} as Partial<RowRules> as RowRules;
  return (
    <SettleBar
      {...{ kind: 'receivable', values, state: rows, rules, digits: 2, dispatch, onChange }}
    />
  );
}

function taken(): [unknown, unknown][] {
  const put = dispatch.mock.calls.map(([action]) => action).findLast((one) => one.type === 'put');
  return put?.type === 'put' ? put.lines.map((line) => [line['number'], line['amount']]) : [];
}

beforeEach(() => {
  dispatch.mockReset();
  onChange.mockReset();
  const items = [item('customer_payment', 'SK-1', '-300'), item('sales_delivery', 'CK-1', '500')];
  const answer = () => Promise.resolve(Response.json({ items }));
  vi.stubGlobal('fetch', vi.fn(answer));
});

afterEach(() => {
  vi.unstubAllGlobals();
});

test('Taking over leaves advances alone, and says so, until they are chosen', async () => {
  const { rerender } = render(bar('300'));
  fireEvent.click(screen.getByRole('button', { name: '带入未结单据' }));
  await screen.findByText(/另有预收付款 300.00 没有带入/);
  expect(taken()).toEqual([['CK-1', '300']]);

  rerender(bar('200'));
  fireEvent.click(screen.getByRole('button', { name: '一并冲抵' }));
  await waitFor(() => {
    expect(taken()).toEqual([
      ['SK-1', '-300'],
      ['CK-1', '500'],
    ]);
  });
  expect(screen.queryByText(/没有带入/)).toBeNull();
  expect(onChange).not.toHaveBeenCalled();
});

test('An amount that nobody typed follows what is taken over', async () => {
  const { rerender } = render(bar(''));
  fireEvent.click(screen.getByRole('button', { name: '带入未结单据' }));
  await waitFor(() => {
    expect(onChange).toHaveBeenLastCalledWith('amount', '500');
  });

  rerender(bar('500'));
  fireEvent.click(screen.getByRole('button', { name: '一并冲抵' }));
  await waitFor(() => {
    expect(onChange).toHaveBeenLastCalledWith('amount', '200');
  });
});
