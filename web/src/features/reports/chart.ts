/** What the chart of a report shows: pure, from the rows and sums that the report answered. */
import type { Setting } from '@/form/kinds';
import type { Bar } from '@/ui/Bars';
import { isFigure, showCell, tellSum } from './cells';
import type { Column, Question, Row, View } from './reports';

/** Rows are ranked, stand in time, or the sums of some columns are compared. */
export interface Chart {
  kind: 'ranked' | 'time' | 'sums';
  /** the column that says what a bar is of */
  by: string;
  figure: string;
}

/** Bars on a line each; beside each other. */
export const RANKED = 10;
export const BESIDE = 62;

export interface Drawn {
  kind: 'ranked' | 'time';
  /** the column, or nothing where columns are compared; how many of more there are */
  title: { figure: string; shown: number; cut: boolean };
  bars: (Bar & { row?: Row })[];
}

/** The order in which the report answers what the chart needs first. */
export function orderOf(chart: Chart): string {
  return `-${chart.kind === 'time' ? chart.by : chart.figure}`;
}

function length(cell: unknown): number {
  return Number(typeof cell === 'string' || typeof cell === 'number' ? cell : 0);
}

function drawRows(chart: Chart, view: View, rows: readonly Row[], setting: Setting): Drawn | null {
  const by = view.columns.find(({ name }) => name === chart.by);
  const figure = view.columns.find(({ name }) => name === chart.figure);
  if (!by || !figure) return null;
  const before = view.columns.find(({ of, change }) => of === figure.name && !change);
  const bars = rows
    .map((row) => ({
      key: showCell(by, row[by.name], setting),
      label: showCell(by, row[by.name], setting),
      value: length(row[figure.name]),
      told: showCell(figure, row[figure.name], setting),
      ...(before && { before: length(row[before.name]) }),
      row,
    }))
    .filter((one) => one.told !== '');
  const inTime = chart.kind === 'time';
  const order = inTime
    ? (one: (typeof bars)[number], other: (typeof bars)[number]) => (one.key < other.key ? 1 : -1)
    : (one: (typeof bars)[number], other: (typeof bars)[number]) => other.value - one.value;
  const kept = bars.sort(order).slice(0, inTime ? BESIDE : RANKED);
  if (inTime) kept.reverse();
  if (kept.length < 2 || kept.every(({ value, before: was }) => value === 0 && !was)) return null;
  return {
    kind: inTime ? 'time' : 'ranked',
    title: { figure: figure.label, shown: kept.length, cut: kept.length < bars.length },
    bars: kept.map((one) =>
      inTime && by.kind === 'date' ? { ...one, short: one.key.slice(5) } : one,
    ),
  };
}

/** Amounts if there are any: quantities of several units come to nothing. */
function compared(columns: readonly Column[]): Column[] {
  const barred = columns.filter((one) => one.bar && one.shown && isFigure(one));
  const money = barred.filter(({ kind }) => kind === 'money');
  return money.length > 0 ? money : barred;
}

function drawSums(
  view: View,
  totals: Readonly<Record<string, string | null>>,
  setting: Setting,
): Drawn | null {
  const bars = compared(view.columns)
    .filter(({ name }) => (totals[name] ?? null) !== null)
    .map((column) => ({
      key: column.name,
      label: column.label,
      value: length(totals[column.name]),
      told: tellSum(column, totals, setting),
    }));
  if (bars.length < 2 || bars.every(({ value }) => value === 0)) return null;
  const most = [...bars].sort((one, other) => Math.abs(other.value) - Math.abs(one.value));
  const chosen = new Set(most.slice(0, RANKED));
  const kept = bars.filter((one) => chosen.has(one));
  const title = { figure: '', shown: kept.length, cut: kept.length < bars.length };
  return { kind: 'ranked', title, bars: kept };
}

/** Rows whose label is nothing (no category) keep their bar under `nothing`. */
function named(drawn: Drawn | null, nothing: string): Drawn | null {
  return (
    drawn && { ...drawn, bars: drawn.bars.map((one) => ({ ...one, label: one.label || nothing })) }
  );
}

interface Answered {
  view: View;
  /** in the order that the chart needs, or all there are */
  rows: readonly Row[];
  totals: Readonly<Record<string, string | null>>;
  setting: Setting;
  nothing: string;
}

export function draw({ view, rows, totals, setting, nothing }: Answered): Drawn | null {
  const { chart } = view;
  if (!chart) return null;
  if (chart.kind === 'sums') return drawSums(view, totals, setting);
  return named(drawRows(chart, view, rows, setting), nothing);
}

/** Whether the rows at hand are those that the chart needs. */
export function suffices(chart: Chart, question: Question, view: View, all: boolean): boolean {
  return chart.kind === 'sums' || all || (question['sort'] ?? view.sort) === orderOf(chart);
}
