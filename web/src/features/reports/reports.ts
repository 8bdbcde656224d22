/** Reports as the server describes and answers them, and the question that the address line keeps. */
import { keepPreviousData, queryOptions, useInfiniteQuery } from '@tanstack/react-query';

import type { Condition, Reference } from '@/form/form';
import { get } from '@/lib/api';
import type { Chart } from './chart';
import { daysOf, said } from './periods';

export type ColumnKind =
  | 'text'
  | 'choice'
  | 'date'
  | 'month'
  | 'reference'
  | 'document'
  | 'quantity'
  | 'money'
  | 'price'
  | 'percent'
  | 'number';

export interface Column {
  name: string;
  label: string;
  kind: ColumnKind;
  to: string | null;
  options: { value: string; label: string }[];
  added_up: boolean;
  shown: boolean;
  /** not shown until somebody chooses it */
  aside: boolean;
  help: string;
  /** where its figures lead, where that is not where the row leads */
  drill?: Drill | null;
  /** a bar of the chart that compares sums */
  bar?: boolean;
  /** the figure beside which it says what that was earlier, or by how much it changed */
  of?: string;
  change?: '' | 'percent' | 'points';
}

export interface Drill {
  report: string;
  view: string;
  /** filter there ← column here */
  filters: Record<string, string>;
  /** filter there ← what is true of the figure itself */
  fixed?: Record<string, string>;
  /** filters of this report that hold there as well */
  keeps: string[];
  /** filters there that know what has none: where a row without such a record leads */
  nothing?: string[];
}

export interface View {
  name: string;
  label: string;
  columns: Column[];
  /** only its answers know all of its columns: warehouses, kinds of documents */
  across?: boolean;
  sort: string;
  /** the figure that a row is looked at for */
  main?: string | null;
  drill: Drill | null;
  chart?: Chart | null;
  /** the form to which the document of a row goes on while something of it is open (下推) */
  converts: string | null;
}

export interface ReportFilter {
  name: string;
  label: string;
  kind: 'day' | 'reference' | 'choice' | 'boolean';
  to: string | null;
  /** whose records it names where nobody picks one: a row leads there */
  named?: string | null;
  filter: Condition[];
  options: { value: string; label: string }[];
  default: string;
  views: string[];
}

export interface Report {
  name: string;
  label: string;
  question: string;
  module: string;
  filters: ReportFilter[];
  /** words that may stand in the place of the two days */
  periods?: { value: string; label: string }[];
  views: View[];
  may_export: boolean;
}

export interface DocumentCell {
  id: string;
  form: string;
  number: string;
}

export type Cell = string | number | Reference | DocumentCell | null;
export type Row = Record<string, Cell>;

export interface Days {
  since: string;
  until: string;
}

export interface ReportPage {
  view?: string;
  sort?: string;
  /** the filters as they were bound */
  asked?: Question;
  items: Row[];
  next: string | null;
  /** only with the first page */
  rows?: number;
  /** of a view that stands across or is compared, with the first page */
  columns?: Column[];
  /** where its rows lead, as well with those columns */
  drill?: Drill | null;
  /** the period that it is compared with */
  compared?: Days;
  totals?: Record<string, string | null>;
}

/** What is asked: view, sort and filters, as the address line has them. */
export type Question = Record<string, string>;

/** Rows that somebody ticked, and how the report was asked for. */
export interface Ticked {
  ids: readonly string[];
  rows: readonly Row[];
  question: Question;
  onDone(): void;
}

export function definitionQuery(name: string) {
  return queryOptions({
    queryKey: ['report', name, 'definition'],
    queryFn: ({ signal }) => get<Report>(`/api/v1/reports/${name}/definition`, undefined, signal),
    staleTime: 5 * 60_000,
  });
}

export function useReport(name: string, question: Question, enabled = true) {
  return useInfiniteQuery({
    enabled,
    queryKey: ['report', name, 'rows', question],
    queryFn: ({ pageParam, signal }) =>
      get<ReportPage>(
        `/api/v1/reports/${name}`,
        { ...said(question), limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

/** The id of a row that has one. */
export function idOf(row: Row): string {
  const id = row['id'];
  return typeof id === 'string' ? id : '';
}

export function viewOf(report: Report, question: Question): View | undefined {
  return report.views.find((one) => one.name === question['view']) ?? report.views[0];
}

/** The view as its answer has it: columns, where rows lead, and of what stands across the order. */
export function told(view: View | undefined, page: ReportPage | undefined): View | undefined {
  const own = view?.across || (page?.compared && page.view === view?.name);
  if (!view || !own || !page?.columns) return view;
  const { columns, drill = view.drill, sort = view.sort } = page;
  return { ...view, columns, drill, ...(view.across ? { sort } : {}) };
}

/** Under which name the arrangement of its columns is kept: compared there are more of them. */
export function layoutOf(name: string, view: View | undefined, page: ReportPage | undefined) {
  return `${name}.${view?.name ?? ''}${page?.compared ? '.compared' : ''}`;
}

export function filtersOf(report: Report, view: string): ReportFilter[] {
  return report.filters.filter((one) => one.views.length === 0 || one.views.includes(view));
}

function firstDay(period: string, today: string): string {
  if (period === 'month') return `${today.slice(0, 8)}01`;
  return period === 'year' ? `${today.slice(0, 5)}01-01` : today;
}

/** The word that stands in the place of the two days, where the view asks for these; nobody having
 * said any, the one that the report begins with. */
function wordOf(report: Report, filters: readonly ReportFilter[], search: Question): string {
  const [since, until] = ['since', 'until'].map((day) => filters.find(({ name }) => name === day));
  if (!since || !until) return '';
  const begins = until.default === 'today' && !search['since'] && !search['until'];
  const word = search['period'] ?? (begins ? since.default : '');
  return report.periods?.find(({ value }) => value === word)?.value ?? '';
}

/** The whole question: what the address line leaves out is what the report begins with. */
export function complete(report: Report, search: Question, today: string): Question {
  const view = viewOf(report, search);
  if (!view) return {};
  const filters = filtersOf(report, view.name);
  const word = wordOf(report, filters, search);
  const days = word ? daysOf(word, today) : null;
  const period: Question = days ? { period: word, since: days[0], until: days[1] } : {};
  const question: Question = { view: view.name, ...period };
  for (const filter of filters) {
    const given = period[filter.name] ?? search[filter.name] ?? '';
    const begins = filter.kind === 'day' && filter.default ? firstDay(filter.default, today) : '';
    const value = given || begins;
    if (value) question[filter.name] = value;
  }
  const sort = search['sort'] ?? '';
  const known =
    view.across || question['compare']
      ? sort !== ''
      : view.columns.some((one) => one.shown && one.name === sort.replace('-', ''));
  return known ? { ...question, sort } : question;
}

function plainOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  return typeof cell === 'object' ? cell.id : String(cell);
}

/** What a report is narrowed to where the record is that there is none. */
export const NONE = '00000000-0000-0000-0000-000000000000';

/** Where a row leads: null when something that it would be narrowed by is missing. */
export function behind(drill: Drill, row: Row, question: Question): Question | null {
  const found: Question = { view: drill.view };
  for (const name of drill.keeps) {
    const value = question[name];
    if (value) found[name] = value;
  }
  for (const [filter, column] of Object.entries(drill.filters)) {
    const value = plainOf(row[column]) || (drill.nothing?.includes(filter) ? NONE : '');
    if (!value) return null;
    found[filter] = value;
  }
  return { ...found, ...drill.fixed };
}
