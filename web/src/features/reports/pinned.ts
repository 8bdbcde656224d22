/** What is asked for a pinned report, and which of its answer stands in a tile. Pure. */
import { isFigure, mainFigure, type Drawing } from './cells';
import { BESIDE, type Chart, type Drawn } from './chart';
import type { Column, Question } from './reports';
import type { Shows } from '@/lib/pins';

/** Rows, bars below each other, and figures in one tile. */
export const ROWS = 5;
const BARS = 6;
const FIGURES = 8;

/** The question with the order and the rows that are needed, and no more. */
export function asked(
  question: Question,
  shows: Shows,
  chart: (Pick<Chart, 'kind'> & { order: string }) | null | undefined,
): Question {
  if (shows === 'figures') return { ...question, limit: '1' };
  if (shows === 'rows' || !chart) return { ...question, limit: String(ROWS) };
  if (chart.kind === 'sums') return { ...question, limit: String(ROWS) };
  const limit = chart.kind === 'time' ? BESIDE : BARS;
  return { ...question, sort: chart.order, limit: String(limit) };
}

/** The longest of the bars in their order: a tile is no page. */
export function fewer(drawn: Drawn, rows: number): Drawn {
  if (drawn.kind === 'time') return drawn;
  const longest = [...drawn.bars].sort((one, other) => Math.abs(other.value) - Math.abs(one.value));
  const kept = new Set(longest.slice(0, BARS));
  const bars = drawn.bars.filter((one) => kept.has(one));
  const ofRows = drawn.title.figure !== '';
  const cut = bars.length < (ofRows ? rows : drawn.bars.length);
  return { ...drawn, bars, title: { ...drawn.title, shown: bars.length, cut } };
}

interface Told {
  figure: Column;
  /** what it was in the period that it is compared with, and by how much it changed */
  before: Column | undefined;
  change: Column | undefined;
}

/** The sums that stand in a tile, the main one first. */
export function figuresOf(
  drawing: Drawing,
  totals: Readonly<Record<string, string | null>>,
): Told[] {
  const { columns, view } = drawing;
  const main = mainFigure(drawing);
  const summed = columns.filter(
    (one) => isFigure(one) && !one.of && !one.aside && (totals[one.name] ?? null) !== null,
  );
  const ordered = [...summed].sort((one, other) => Number(other === main) - Number(one === main));
  const beside = (figure: Column, isChange: boolean) =>
    view.columns.find(({ of, change }) => of === figure.name && Boolean(change) === isChange);
  return ordered.slice(0, FIGURES).map((figure) => ({
    figure,
    before: beside(figure, false),
    change: beside(figure, true),
  }));
}
