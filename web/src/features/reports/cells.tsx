/** How the columns of a report look, kind by kind. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';

import { nameOf } from '@/form/form';
import type { Setting } from '@/form/kinds';
import { headed, letters } from '@/grid/widths';
import { decimal, plainNumber, showNumber, showUnitCost } from '@/lib/decimal';
import { NO_SUM, type TableColumn } from '@/ui/DataTable';
import { Change, tellChange } from './change';
import { GoOn } from './GoOn';
import {
  behind,
  type Cell,
  type Column,
  type ColumnKind,
  type DocumentCell,
  type Question,
  type Row,
  type View,
} from './reports';

const WIDTHS: Record<ColumnKind, number> = {
  text: 112,
  choice: 90,
  date: 96,
  month: 90,
  reference: 136,
  document: 168,
  quantity: 96,
  money: 112,
  price: 94,
  percent: 84,
  number: 84,
};
/** Records of short names. */
const SHORT: Partial<Record<string, number>> = { unit: 58, warehouse: 106, employee: 92 };
const MOST_WORDS = 168;
const FIGURES: ReadonlySet<ColumnKind> = new Set([
  'quantity',
  'money',
  'price',
  'percent',
  'number',
]);

export function isFigure(column: Pick<Column, 'kind'>): boolean {
  return FIGURES.has(column.kind);
}

/** Money with the digits of the currency, unit prices all with the same. */
export function showCell(column: Column, cell: Cell | undefined, setting: Setting): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') {
    if ('form' in cell) return cell.number;
    return column.to === 'unit' ? (cell.name ?? nameOf(cell)) : nameOf(cell);
  }
  const text = String(cell);
  if (column.kind === 'choice') {
    return column.options.find((one) => one.value === text)?.label ?? text;
  }
  if (column.change) return tellChange(column, text);
  if (column.kind === 'percent') return `${showNumber(text, 2)}%`;
  if (column.kind === 'price') return showUnitCost(text);
  if (column.kind === 'money') return showNumber(text, setting.digits);
  return isFigure(column) ? showNumber(text) : text;
}

/**
 * What stands in a row, or what all rows come to: a figure that is no whole number of its unit as
 * people count it, 7 cases and 5 bottles.
 */
export function tell(column: Column, row: Readonly<Partial<Row>>, setting: Setting): string {
  const counted = row[`${column.name}_in_units`];
  return typeof counted === 'string' && counted
    ? counted
    : showCell(column, row[column.name], setting);
}

/** Cases of several products: no smaller unit is the same for all of them. */
export function tellSum(column: Column, sums: Readonly<Partial<Row>>, setting: Setting): string {
  const sum = sums[column.name];
  if (sum === null) return NO_SUM;
  const told = tell(column, sums, setting);
  const exact = column.kind === 'quantity' ? decimal(sum) : null;
  const isNumber = exact !== null && told === showCell(column, sum, setting);
  return isNumber ? showNumber(plainNumber(exact.round(2))) : told;
}

/** What stands below the columns, and the word before it; nothing where nothing is added up. */
export function sumsOf(
  columns: readonly Column[],
  totals: Readonly<Partial<Row>> | undefined,
  setting: Setting,
  word: string,
): Record<string, string> | undefined {
  const [first] = columns;
  const known = columns.filter(({ added_up, name }) => added_up && totals?.[name] !== undefined);
  if (!first || !totals || known.length === 0) return undefined;
  const sums = known.map((column) => [column.name, tellSum(column, totals, setting)]);
  return { [first.name]: word, ...(Object.fromEntries(sums) as Record<string, string>) };
}

export interface Drawing {
  view: View;
  /** the columns that this person looks at */
  columns: readonly Column[];
  question: Question;
  setting: Setting;
  /** what stands where there is nothing to tell, such as records without a category */
  nothing: string;
  leads: string;
  /** 下推, where the rows can go on and this person may make the next document */
  convert: { label: string; from: (document: DocumentCell) => void; busy: boolean } | null;
}

export function cellOf(column: Column, first: boolean, row: Row, drawing: Drawing): ReactNode {
  const { view, question, setting } = drawing;
  const cell = row[column.name];
  const text = tell(column, row, setting);
  if (cell !== null && typeof cell === 'object' && 'form' in cell) {
    return (
      <Link to="/records/$form/$id" params={{ form: cell.form, id: cell.id }}>
        {text}
      </Link>
    );
  }
  const drill = (first ? view.drill : column.drill) ?? null;
  const on = drill && (first || !isNothing(cell)) ? behind(drill, row, question) : null;
  if (drill && on) {
    return (
      <Link
        to="/reports/$report"
        params={{ report: drill.report }}
        search={on}
        title={drawing.leads}
        className={first ? undefined : figureClass(text)}
      >
        {text || drawing.nothing}
      </Link>
    );
  }
  if (column.change && text) return <Change text={String(cell)} told={text} />;
  if (isFigure(column) && text.startsWith('-')) return <span className="bad">{text}</span>;
  return (
    <span title={showCell(column, cell, setting)}>{text || (first ? drawing.nothing : '')}</span>
  );
}

const ZERO = /^-?0(\.0*)?$/;

/** Behind a figure that is nothing there is nothing to look at. */
export function isNothing(cell: Cell | undefined): boolean {
  return cell === null || cell === undefined || (typeof cell === 'string' && ZERO.test(cell));
}

function figureClass(text: string): string {
  return text.startsWith('-') ? 'figure-link bad' : 'figure-link';
}

/** Of words that are told from a few: the longest of them is not cut, unless it is a sentence. */
function roomFor(options: Column['options']): number {
  const longest = Math.max(0, ...options.map(({ label }) => letters(label)));
  return longest > 0 ? Math.min(MOST_WORDS, Math.ceil(longest * 1.15) + 24) : 0;
}

/** A number and what it counts stay on one line of a heading: 30 天以内. */
export function unbroken(label: string): string {
  return label.replace(/(\d) (?=\p{Script=Han})/gu, '$1\u00a0');
}

export function widthOf({ to, kind, label, options, change }: Column, first: boolean): number {
  // Of 收入 采购入库单 each word has room: what it is, and of which kind.
  const words = Math.max(...unbroken(label).split(' ').map(headed));
  return Math.max(
    words,
    headed(label),
    SHORT[to ?? ''] ?? (first ? 168 : WIDTHS[change ? 'quantity' : kind]),
    roomFor(options),
  );
}

export function columnsOf(drawing: Drawing): TableColumn<Row>[] {
  const columns = drawing.columns.map((column, index) => ({
    name: column.name,
    label: unbroken(column.label),
    width: widthOf(column, index === 0),
    grow:
      column.to === 'product' ||
      column.to === 'partner' ||
      (index === 0 && !isFigure(column) && column.kind !== 'document'),
    align: isFigure(column) ? ('right' as const) : ('left' as const),
    sortable: true,
    render: (row: Row) => cellOf(column, index === 0, row, drawing),
  })) satisfies TableColumn<Row>[];
  const going = goingOn(drawing);
  return going ? [...columns.slice(0, 1), going, ...columns.slice(1)] : columns;
}

function goingOn({ convert }: Drawing): TableColumn<Row> | null {
  if (!convert) return null;
  const { label, from, busy } = convert;
  return {
    name: ' convert',
    label: '',
    width: Math.max(72, Math.ceil(letters(label) * 1.15) + 24),
    render: (row) => <GoOn {...{ label, from, busy, row }} />,
  };
}

/** The figure that the rows are in order of, or that they are looked at for, or else the last. */
export function mainFigure({ view, columns, question }: Drawing) {
  const figures = columns.filter(isFigure);
  const named = (name: string | null | undefined) => figures.find((one) => one.name === name);
  const sorted = (question['sort'] ?? view.sort).replace('-', '');
  const standing = figures.filter(({ aside }) => !aside);
  return named(sorted) ?? named(view.main) ?? standing.at(-1) ?? figures.at(-1);
}

/** What a row is about, for those who cannot see it. */
export function wordsOf(row: Row, { columns, setting }: Drawing): string {
  const told = columns.slice(0, 3).map((column) => tell(column, row, setting));
  return told.filter(Boolean).join(' ');
}
