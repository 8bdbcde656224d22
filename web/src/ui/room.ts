/** How wide the columns of a table are. */
import { useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';

import type { TableColumn } from './DataTable';
import { fitted, headFitted } from './fit';
import type { Arranging } from './shownColumns';

/** A sum is longer than what it adds up: its column is wide enough for it. */
export function roomForSums<T>(
  columns: readonly TableColumn<T>[],
  sums: Readonly<Record<string, ReactNode>> | undefined,
): readonly TableColumn<T>[] {
  if (!sums) return columns;
  return columns.map((column) => {
    const sum = sums[column.name];
    if (typeof sum !== 'string' || column.align !== 'right') return column;
    return { ...column, width: Math.max(column.width, Math.ceil(sum.length * 8.2) + 22) };
  });
}

/** As wide as somebody made them; one that nobody did takes what is left over. */
export function arranged<T>(
  columns: readonly TableColumn<T>[],
  widths: Arranging['widths'] | undefined,
): readonly TableColumn<T>[] {
  if (!widths || columns.every(({ name }) => widths[name] === undefined)) return columns;
  const own = columns.map((column) => {
    const width = widths[column.name];
    return width === undefined ? column : { ...column, width, grow: false };
  });
  const left = own.findLastIndex(({ name }) => widths[name] === undefined);
  if (left < 0 || own.some(({ grow }) => grow)) return own;
  return own.map((column, index) => (index === left ? { ...column, grow: true } : column));
}

/** Pictures, boxes, tags and bars are as wide as they are. */
const DRAWN = 'img, svg, input, [class*="tag"], [class*="bar"], button:not(.as-link)';

/** What stands in the columns that are drawn, where that is words or figures alone. */
function needed<T>(frame: HTMLElement, columns: readonly TableColumn<T>[]): Record<string, number> {
  const heads = [...frame.querySelectorAll('thead th')];
  const rows = [...frame.querySelectorAll('tbody tr:not([aria-hidden])')];
  const found: Record<string, number> = {};
  columns.forEach(({ name, label }, index) => {
    const head = heads[index];
    const cells = rows.flatMap((row) => row.children[index] ?? []);
    if (!head || !label || cells.length === 0) return;
    if (cells.some((cell) => cell.querySelector(DRAWN))) return;
    const sum = frame.querySelector<HTMLTableCellElement>(`tfoot [data-testid="sum-${name}"]`);
    const below = fitted([...cells, ...(sum?.colSpan === 1 ? [sum] : [])]);
    found[name] = Math.max(headFitted(head), below);
  });
  return found;
}

/** Narrower, where that loses nothing that is in sight; never what somebody made as wide as it is. */
export function narrowed<T>(
  columns: readonly TableColumn<T>[],
  least: Readonly<Record<string, number>>,
  own: Arranging['widths'] | undefined,
): readonly TableColumn<T>[] {
  return columns.map((column) => {
    const { name, width } = column;
    const need = own?.[name] === undefined ? least[name] : undefined;
    return need === undefined || need >= width ? column : { ...column, width: need };
  });
}

/**
 * Where there is no room for all columns they are as narrow as what stands in them, so that more of
 * them are in sight; what comes into sight later makes them wider, and nothing narrower again.
 */
export function useFitting<T>(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly TableColumn<T>[],
  own: Arranging['widths'] | undefined,
  /** the rows, and which of them are drawn */
  rows: readonly T[],
  drawn: string,
): readonly TableColumn<T>[] {
  const [least, setLeast] = useState<Readonly<Record<string, number>>>({});
  const [room, setRoom] = useState(0);
  useLayoutEffect(() => {
    const frame = scroller.current;
    if (!frame || typeof ResizeObserver === 'undefined') return;
    const observer = new ResizeObserver(() => {
      setRoom(frame.clientWidth);
    });
    observer.observe(frame);
    return () => {
      observer.disconnect();
    };
  }, [scroller]);
  const tight = room > 0 && room < columns.reduce((sum, { width }) => sum + width, 0);
  const told = columns.map(({ name, width }) => `${name} ${String(width)}`).join();
  const now = useRef(columns);
  useLayoutEffect(() => {
    now.current = columns;
  });
  useLayoutEffect(() => {
    const frame = scroller.current;
    if (!frame || !tight) return;
    const found = needed(frame, now.current);
    setLeast((before) => {
      const grown = Object.entries(found).filter(([name, width]) => width > (before[name] ?? 0));
      return grown.length === 0 ? before : { ...before, ...Object.fromEntries(grown) };
    });
  }, [scroller, tight, told, rows, drawn]);
  return useMemo(
    () => (tight ? narrowed(columns, least, own) : columns),
    [tight, columns, least, own],
  );
}
