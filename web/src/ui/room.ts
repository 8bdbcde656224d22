/** How wide the columns of a table are. */
import { useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';

import type { TableColumn } from './DataTable';
import { fitted, headFitted, isLoneTag } from './fit';
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

/** Pictures, boxes and bars are as wide as they are. */
const DRAWN = 'img, svg, input, [class*="tag"], [class*="bar"], button:not(.as-link)';

/** A tag that stands alone in its cell is measured like a word. */
function isDrawn(cell: Element): boolean {
  return [...cell.querySelectorAll(DRAWN)].some((one) => !isLoneTag(one, cell));
}

const isCut = (cell: Element) => cell.scrollWidth > cell.clientWidth;

/** What stands in the columns that are drawn, where that is words or figures alone. */
function needed<T>(
  frame: HTMLElement,
  columns: readonly TableColumn<T>[],
  onlyCut: boolean,
): Record<string, number> {
  const heads = [...frame.querySelectorAll('thead th')];
  const rows = [...frame.querySelectorAll('tbody tr:not([aria-hidden])')];
  const found: Record<string, number> = {};
  columns.forEach(({ name, label }, index) => {
    const head = heads[index];
    const cells = rows.flatMap((row) => row.children[index] ?? []);
    if (!head || !label || cells.length === 0) return;
    if (onlyCut && !cells.some(isCut)) return;
    if (cells.some(isDrawn)) return;
    const sum = frame.querySelector<HTMLTableCellElement>(`tfoot [data-testid="sum-${name}"]`);
    const below = fitted([...cells, ...(sum?.colSpan === 1 ? [sum] : [])]);
    found[name] = Math.max(headFitted(head), below);
  });
  return found;
}

/** Of a column that no list is made narrower for: a number has as many letters, a sentence more. */
const LONG = 200;
/** So much less a column needs where its cells are closer, as the style sheet has them. */
const CLOSER = 8;

type Least = Readonly<Record<string, number>>;

/** Narrower, where that loses nothing that is in sight; never what somebody made as wide as it is. */
export function narrowed<T>(
  columns: readonly TableColumn<T>[],
  least: Least,
  own: Arranging['widths'] | undefined,
): readonly TableColumn<T>[] {
  return columns.map((column) => {
    const { name, width } = column;
    const need = own?.[name] === undefined ? least[name] : undefined;
    return need === undefined || need >= width ? column : { ...column, width: need };
  });
}

/** How much wider a column has to be for what is cut in it; what takes the rest has its own room. */
function lacking<T>(
  { name, width, grow }: TableColumn<T>,
  least: Least,
  own: Arranging['widths'] | undefined,
): number {
  const need = least[name] ?? 0;
  const isFixed = grow === true || own?.[name] !== undefined || need > LONG;
  return isFixed ? 0 : Math.max(0, need - width);
}

/** Wider, as far as there is room, where something that is in sight is cut. */
export function widened<T>(
  columns: readonly TableColumn<T>[],
  least: Least,
  own: Arranging['widths'] | undefined,
  room: number,
): readonly TableColumn<T>[] {
  let left = room - widthOf(columns);
  return columns.map((column) => {
    const more = Math.min(lacking(column, least, own), left);
    if (more <= 0) return column;
    left -= more;
    return { ...column, width: column.width + more };
  });
}

function widthOf<T>(columns: readonly TableColumn<T>[]): number {
  return columns.reduce((sum, { width }) => sum + width, 0);
}

function useRoom(scroller: RefObject<HTMLElement | null>): number {
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
  return room;
}

interface Fitting<T> {
  columns: readonly TableColumn<T>[];
  /** there is no room for all of them: their cells stand closer */
  tight: boolean;
}

/**
 * Where there is no room for all columns they are as narrow as what stands in them, so that more of
 * them are in sight, and nothing is cut that another column has room for; what comes into sight later
 * makes them wider, and nothing narrower again.
 */
export function useFitting<T>(
  scroller: RefObject<HTMLElement | null>,
  columns: readonly TableColumn<T>[],
  own: Arranging['widths'] | undefined,
  /** the rows, and which of them are drawn */
  rows: readonly T[],
  drawn: string,
): Fitting<T> {
  const [least, setLeast] = useState<Least>({});
  const room = useRoom(scroller);
  const cut = columns.reduce((sum, column) => sum + lacking(column, least, own), 0);
  const tight = room > 0 && room < widthOf(columns) + cut;
  const told = columns.map(({ name, width }) => `${name} ${String(width)}`).join();
  const now = useRef(columns);
  useLayoutEffect(() => {
    now.current = columns;
  });
  useLayoutEffect(() => {
    const frame = scroller.current;
    if (!frame || room === 0) return;
    const found = needed(frame, now.current, !tight);
    setLeast((before) => {
      const grown = Object.entries(found).filter(([name, width]) => width > (before[name] ?? 0));
      return grown.length === 0 ? before : { ...before, ...Object.fromEntries(grown) };
    });
  }, [scroller, tight, room, told, rows, drawn]);
  return useMemo(() => {
    const closer = Object.entries(least).map(([name, need]) => [name, need - CLOSER] as const);
    const needs: Least = tight ? Object.fromEntries(closer) : least;
    const fitting = tight ? narrowed(columns, needs, own) : columns;
    return { columns: widened(fitting, needs, own, room), tight };
  }, [tight, columns, least, own, room]);
}
