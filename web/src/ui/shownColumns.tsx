/** Which columns of a table are shown, in which order and how wide: chosen by who looks at it, kept
 * by their browser. */
import { useMemo, useState, type ReactNode } from 'react';

import { recall, remember } from '@/lib/remember';
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
export function shownOf<C extends Choosable>(columns: readonly C[], turned: string): C[] {
  const other = new Set(turned.split(','));
  return columns.filter(
    ({ name, aside, needed }) => needed || (aside ?? false) === other.has(name),
  );
}

/**
 * In the order somebody gave them. The first stays first; one that was not there then stands behind
 * the column that it stands behind of itself.
 */
export function orderedBy<C extends Choosable>(columns: readonly C[], order: string): C[] {
  const wanted = order.split(',').filter((name) => name);
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
export function widthsOf(kept: string | null): Widths {
  const pairs = (kept ?? '').split(',').map((one) => one.split(':'));
  return Object.fromEntries(
    pairs.flatMap(([name, width]) => {
      const pixels = Number(width);
      return name && pixels >= LEAST && pixels <= MOST ? [[name, pixels] as const] : [];
    }),
  );
}

function recalled(key: string) {
  return {
    key,
    turned: recall(key) ?? '',
    order: recall(`${key}.order`) ?? '',
    widths: widthsOf(recall(`${key}.widths`)),
  };
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
  const key = `huolang.columns.${table}`;
  const [kept, setKept] = useState(() => recalled(key));
  if (kept.key !== key) setKept(recalled(key));
  const { turned, order, widths } = kept;
  const ordered = useMemo(() => orderedBy(columns, order), [columns, order]);
  const shown = useMemo(() => {
    const own = new Set(shownOf(ordered, turned));
    return ordered.filter((column) => own.has(column) || forced?.has(column.name));
  }, [ordered, turned, forced]);
  const chosen = Boolean(turned || order);
  // The same while nobody arranges anything: what shows it is not drawn again with every key.
  const { button, arranging } = useMemo(() => {
    const turn = (name: string) => {
      const other = new Set(turned.split(',').filter((one) => one));
      if (!other.delete(name)) other.add(name);
      const next = [...other].join(',');
      remember(key, next || null);
      setKept({ key, turned: next, order, widths });
    };
    const onMove = (name: string, onto: string) => {
      const names = ordered.slice(1).map((one) => one.name);
      const next = moved(names, name, onto).join(',');
      remember(`${key}.order`, next);
      setKept({ key, turned, order: next, widths });
    };
    const onWidth = (name: string, width: number | null) => {
      const others = Object.entries(widths).filter(([one]) => one !== name);
      const next = width === null ? others : [...others, [name, width] as const];
      const told = next.map(([one, pixels]) => `${one}:${String(pixels)}`).join(',');
      remember(`${key}.widths`, told || null);
      setKept({ key, turned, order, widths: Object.fromEntries(next) });
    };
    const onReset = () => {
      for (const one of [key, `${key}.order`, `${key}.widths`]) remember(one, null);
      setKept(recalled(key));
    };
    const arranging: Arranging = { widths, onWidth, onMove };
    const arranged = chosen || Object.keys(widths).length > 0;
    const told = { shown, arranging, small, arranged, onReset };
    return {
      button: <ColumnsMenu key="columns" {...told} columns={ordered} onTurn={turn} />,
      arranging,
    };
  }, [key, turned, order, widths, ordered, shown, small, chosen]);
  return { columns: shown, chosen, button, arranging };
}
