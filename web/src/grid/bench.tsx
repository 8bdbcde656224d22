/** A grid of a few products to be typed in, for tests. */
import { createEvent, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useReducer } from 'react';
import { expect, vi } from 'vitest';

import type { Candidate, Column } from './columns';
import { useShownColumns } from '@/ui/shownColumns';
import { LineGrid } from './LineGrid';
import type { Notes } from './RowView';
import {
  filledRows,
  gridReducer,
  isChosen,
  loadRows,
  type GridAction,
  type GridState,
  type Row,
} from './rows';

const PRODUCTS = [
  { id: 'p1', code: 'A-01', name: '铅笔', barcode: '6901', price: '2.5' },
  { id: 'p2', code: 'A-02', name: '钢笔', barcode: '6902', price: '30' },
  { id: 'p3', code: 'B-01', name: '橡皮', barcode: '6903', price: '1' },
  { id: 'p4', code: '01', name: '直尺', barcode: '6904', price: '4' },
  { id: 'p5', code: 'C-01', name: '矿泉水', barcode: '6921168509256', price: '2' },
];

function candidates(typed: string): Candidate[] {
  const text = typed.toUpperCase();
  return PRODUCTS.filter((each) => `${each.code} ${each.name} ${each.barcode}`.includes(text)).map(
    ({ id, code, name, barcode, price }) => ({
      chosen: { id, code, name },
      exact: code === text || barcode === text,
      hint: '',
      fill: { unit_price: price },
    }),
  );
}

let network: Promise<void> = Promise.resolve();

/** No answer comes before the network is let go. */
export function stall(): () => void {
  let go: () => void = () => undefined;
  network = new Promise((resolve) => {
    go = resolve;
  });
  return go;
}

export const lookup = {
  // the first page of what is found
  search: async (typed: string) => {
    await network;
    return candidates(typed).slice(0, 2);
  },
  resolve: async (typed: readonly string[]) => {
    await network;
    return typed.map((each) => candidates(each).find((one) => one.exact) ?? null);
  },
};

export function column(name: string, label: string, more: Partial<Column>): Column {
  return {
    name,
    label,
    editor: 'text',
    readonly: false,
    required: false,
    width: 100,
    align: 'left',
    ...more,
  };
}

/** Twelve in a box, whatever the product. */
const units = {
  search: () => Promise.resolve([]),
  resolve: (typed: readonly string[], rows: readonly Row[]) =>
    Promise.resolve(
      rows.map((row, index) => {
        const product = row.values['product'];
        if (!isChosen(product)) return null;
        const name = typed[index] ?? '';
        const price = String(12 * Number(row.values['unit_price']));
        return {
          chosen: { id: `box of ${product.id}`, name },
          exact: true,
          hint: '',
          fill: { unit_price: price },
        };
      }),
    ),
};

const columns: Column[] = [
  column('product', '商品', {
    editor: 'lookup',
    lookup,
    carries: ['unit_price'],
    scan: { quantity: 'quantity', unit: 'unit' },
  }),
  column('quantity', '数量', { editor: 'number', align: 'right' }),
  column('unit_price', '单价', { editor: 'number', align: 'right', digits: 2 }),
  column('remark', '备注', {}),
  column('unit', '单位', { editor: 'lookup', lookup: units }),
  column('amount', '金额', { editor: 'number', readonly: true }),
  column('gift', '赠品', { editor: 'check' }),
];
export const rules = {
  inputs: ['product', 'quantity', 'unit_price', 'remark', 'unit', 'gift', 'batch', 'serials'],
  defaults: {},
  editable: true,
};

let current: GridState;

/** The lines as they are now. */
export const state = () => current;

interface Start {
  start: GridState;
  notes?: Notes | undefined;
  all: readonly Column[];
}

function Bench({ start, notes, all }: Start) {
  const { columns: shown, arranging, button } = useShownColumns('bench', all, { small: true });
  const [state, dispatch] = useReducer(
    (before: GridState, action: GridAction) => gridReducer(before, action, rules),
    start,
  );
  current = state;
  return (
    <LineGrid
      label="明细"
      {...{ state, dispatch, notes, arranging }}
      columns={shown}
      choose={button}
      editable
    />
  );
}

/** Somebody who types as people do: a key, a moment, the next key. */
export function open(rows = loadRows([], rules), notes?: Notes, more: readonly Column[] = []) {
  network = Promise.resolve();
  render(<Bench start={rows} notes={notes} all={[...columns, ...more]} />);
  return userEvent.setup({ delay: 36 });
}

/** A scanner: 2 ms from key to key, into whatever has the focus. */
export function scan(code: string, gap = 2) {
  for (const key of [...code, 'Enter']) {
    vi.advanceTimersByTime(gap);
    const target = document.activeElement ?? document.body;
    const init = { key, bubbles: true, cancelable: true };
    const event = createEvent.keyDown(target, init);
    Object.defineProperty(event, 'timeStamp', { value: Date.now() });
    if (!fireEvent(target, event) || !(target instanceof HTMLInputElement) || key === 'Enter') {
      continue;
    }
    target.setRangeText(key, target.selectionStart ?? 0, target.selectionEnd ?? 0, 'end');
    fireEvent.input(target);
  }
}

export const cell = (row: number, name: string) =>
  screen.getByTestId<HTMLInputElement>(`cell-${String(row)}-${name}`);
export const values = () => filledRows(current.rows, rules).map((row) => row.values);
export const onto = (row: number, name: string) =>
  waitFor(() => {
    expect(document.activeElement).toBe(cell(row, name));
  });

export function paste(target: HTMLElement, text: string) {
  fireEvent.paste(target, { clipboardData: { getData: () => text } });
}
