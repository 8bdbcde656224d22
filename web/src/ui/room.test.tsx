import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { DataTable, type TableColumn } from './DataTable';
import * as fit from './fit';
import { narrowed, widened } from './room';

interface Goods {
  code: string;
  spec: string;
  worth: string;
}

const columns: TableColumn<Goods>[] = [
  { name: 'code', label: '商品', width: 230, grow: true, render: (one) => one.code },
  { name: 'spec', label: '规格', width: 110, render: (one) => one.spec },
  {
    name: 'worth',
    label: '金额',
    width: 104,
    align: 'right',
    render: (one) => <span className="tag">{one.worth}</span>,
  },
];
const goods = (code: string): Goods => ({ code, spec: 'A4', worth: '1.00' });

let told: ((entries: never[]) => void)[] = [];
let room = 300;
beforeEach(() => {
  told = [];
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(callback: (entries: never[]) => void) {
        told.push(callback);
      }
      observe() {}
      unobserve() {}
      disconnect() {}
    },
  );
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => room);
  vi.spyOn(fit, 'fitted').mockImplementation((cells) =>
    Math.max(...cells.map((cell) => 20 + cell.textContent.length * 10)),
  );
  vi.spyOn(fit, 'headFitted').mockReturnValue(0);
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

function widths(): string[] {
  const cols = [...screen.getByRole('table').querySelectorAll('col')];
  const least = screen.getByRole('table').style.minWidth;
  return [least, ...cols.map((col) => col.style.width)];
}

function Table({ rows, own }: { rows: Goods[]; own?: Record<string, number> }) {
  const arranging = own && { widths: own, onMove: () => {}, onWidth: () => {} };
  return (
    <DataTable<Goods> label="库存" {...{ columns, rows, arranging }} rowKey={(one) => one.code} />
  );
}

function resized(to: number) {
  room = to;
  act(() => {
    for (const one of told) one([]);
  });
}

test('where there is no room columns are as narrow as their words and tags, their cells stand closer', () => {
  const { rerender } = render(<Table rows={[goods('A-1')]} />);
  resized(300);
  expect(widths()).toEqual(['126px', '', '32px', '52px']);
  const frame = screen.getByRole('table').parentElement;
  expect(frame?.className).toContain('is-tight');

  rerender(<Table rows={[goods('A-1'), goods('A-100-200')]} />);
  expect(widths()[0]).toBe('186px');
  rerender(<Table rows={[goods('A-1')]} />);
  expect(widths()[0]).toBe('186px');

  resized(900);
  expect(widths()).toEqual(['444px', '', '110px', '104px']);
  expect(frame?.className).not.toContain('is-tight');
});

test('what somebody made as wide as it is stays, and nothing becomes wider than it was', () => {
  expect(narrowed(columns, { code: 80, spec: 50, worth: 300 }, { spec: 90 })).toEqual([
    { ...columns[0], width: 80 },
    columns[1],
    columns[2],
  ]);
});

test('what is cut has what another column can spare, and no sentence makes a list narrower', () => {
  vi.spyOn(Element.prototype, 'scrollWidth', 'get').mockImplementation(function (this: Element) {
    return this.textContent.length > 4 ? 1_000 : 0;
  });
  const specs = (spec: string) => [{ ...goods('A-1'), spec }];
  const { rerender } = render(<Table rows={specs('12345678901234')} />);
  resized(500);
  expect(widths()).toEqual(['494px', '', '160px', '104px']);
  rerender(<Table rows={specs('123456789012345678')} />);
  // The product has more room than it needs, the amount as well.
  expect(widths()).toEqual(['286px', '', '192px', '52px']);
  cleanup();
  render(<Table rows={specs('1'.repeat(40))} />);
  expect(widths()).toEqual(['444px', '', '110px', '104px']);
});

test('wider as far as there is room, and never what somebody made as wide as it is', () => {
  const wide = (room: number, own?: Record<string, number>) =>
    widened(columns, { code: 400, spec: 150, worth: 130 }, own, room).map(({ width }) => width);
  expect(wide(600)).toEqual([230, 150, 130]);
  expect(wide(494)).toEqual([230, 150, 114]);
  expect(wide(440)).toEqual([230, 110, 104]);
  expect(wide(600, { spec: 110 })).toEqual([230, 110, 130]);
});
