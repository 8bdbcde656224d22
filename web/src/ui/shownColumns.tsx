/** Which columns of a table are shown, in which order and how wide: chosen by who looks at it. */
import { useMemo, useSyncExternalStore, type ReactNode } from 'react';

import { arrange, AS_IT_WAS, layoutIn, layoutText, watchLayouts, type Layout } from '@/lib/layouts';
import { useSame } from '@/lib/same';
import { ColumnsMenu } from './ColumnsMenu';
import { LEAST, MOST } from './fit';

export interface Choosable {
  name: string;
  label: string;
  /** shown only when somebody asks for it */
  aside?: boolean;
  /** always shown */
  needed?: boolean;
  /** in pixels, while nobody chose another */
  width?: number;
}

export type Widths = Readonly<Record<string, number>>;

/** How columns stand, and what changes it. */
export interface Arranging {
  /** only those that somebody chose */
  widths: Widths;
  /** null: as it was by itself */
  onWidth(name: string, width: number | null): void;
  onMove(name: string, onto: string): void;
}

/** Only what differs from the table's own choice is kept: what a release adds is seen. */
export function shownOf<C extends Choosable>(
  columns: readonly C[],
  turned: readonly string[],
): C[] {
  const other = new Set(turned);
  return columns.filter(
    ({ name, aside, needed }) => needed || (aside ?? false) === other.has(name),
  );
}

/**
 * In the order somebody gave them. The first stays first; one that was not there then stands behind
 * the column that it stands behind of itself.
 */
export function orderedBy<C extends Choosable>(
  columns: readonly C[],
  wanted: readonly string[],
): C[] {
  if (wanted.length === 0) return [...columns];
  const placed = columns.filter(({ name }, index) => index > 0 && wanted.includes(name));
  placed.sort((one, other) => wanted.indexOf(one.name) - wanted.indexOf(other.name));
  const ordered = [...columns.slice(0, 1), ...placed];
  columns.forEach((column, index) => {
    if (ordered.includes(column)) return;
    const before = columns[index - 1];
    ordered.splice(before ? ordered.indexOf(before) + 1 : 0, 0, column);
  });
  return ordered;
}

/** The names with `name` where `onto` stands. */
export function moved(names: readonly string[], name: string, onto: string): string[] {
  const to = names.indexOf(onto);
  const others = names.filter((one) => one !== name);
  if (to < 0 || others.length === names.length) return [...names];
  return [...others.slice(0, to), name, ...others.slice(to)];
}

/** What is not a width is forgotten. */
function widthsOf({ widths }: Layout): Widths {
  return Object.fromEntries(
    Object.entries(widths).filter(([, pixels]) => pixels >= LEAST && pixels <= MOST),
  );
}

export interface Shown<C> {
  columns: C[];
  /** somebody chose them */
  chosen: boolean;
  /** the button to choose them with */
  button: ReactNode;
  arranging: Arranging;
}

/** The columns to show; the first is always there, and first. */
export function useShownColumns<C extends Choosable>(
  table: string,
  columns: readonly C[],
  { small = false, forced }: { small?: boolean; forced?: ReadonlySet<string> } = {},
): Shown<C> {
  const text = useSyncExternalStore(watchLayouts, () => layoutText(table));
  const layout = useMemo(() => layoutIn(text), [text]);
  const turned = useSame(layout.turned);
  const order = useSame(layout.order);
  const widths = useMemo(() => widthsOf(layout), [layout]);
  const ordered = useMemo(() => orderedBy(columns, order), [columns, order]);
  const shown = useMemo(() => {
    const own = new Set(shownOf(ordered, turned));
    return ordered.filter((column) => own.has(column) || forced?.has(column.name));
  }, [ordered, turned, forced]);
  const chosen = turned.length + order.length > 0;
  // The same while nobody arranges anything: what shows it is not drawn again with every key.
  const { button, arranging } = useMemo(() => {
    const change = (more: Partial<Layout>) => {
      arrange(table, { turned, order, widths, ...more });
    };
    const turn = (name: string) => {
      const others = turned.filter((one) => one !== name);
      change({ turned: others.length < turned.length ? others : [...turned, name] });
    };
    const onMove = (name: string, onto: string) => {
      const names = ordered.slice(1).map((one) => one.name);
      change({ order: moved(names, name, onto) });
    };
    const onWidth = (name: string, width: number | null) => {
      const others = Object.entries(widths).filter(([one]) => one !== name);
      const next = width === null ? others : [...others, [name, Math.round(width)] as const];
      change({ widths: Object.fromEntries(next) });
    };
    const onAll = () => {
      change({ turned: ordered.flatMap(({ name, aside }) => (aside ? [name] : [])) });
    };
    const onReset = () => {
      arrange(table, AS_IT_WAS);
    };
    const arranging: Arranging = { widths, onWidth, onMove };
    const arranged = chosen || Object.keys(widths).length > 0;
    const told = { shown, arranging, small, arranged, onAll, onReset };
    return {
      button: <ColumnsMenu key="columns" {...told} columns={ordered} onTurn={turn} />,
      arranging,
    };
  }, [table, turned, order, widths, ordered, shown, small, chosen]);
  return { columns: shown, chosen, button, arranging };
}
