/** A report as it stands on paper: what was asked, its rows, what they come to. */
import { queryOptions } from '@tanstack/react-query';

import { nameOf } from '@/form/form';
import type { Setting } from '@/form/kinds';
import type { Doc, Entry } from '@/form/print/doc';
import { recordQuery } from '@/form/records';
import { get } from '@/lib/api';
import { isFigure, tell, tellSum } from './cells';
import { said } from './periods';
import {
  filtersOf,
  NONE,
  type Column,
  type Question,
  type Report,
  type ReportFilter,
  type ReportPage,
  type Row,
  type View,
} from './reports';

/** Rows that are laid out; who wants more takes the file. */
export const MOST = 2000;
const PAGE = 200;

export interface Told {
  rows: Row[];
  /** of all, laid out or not */
  count: number;
  totals: Record<string, string | null>;
  /** the first one, which says what stands across */
  page?: ReportPage;
}

export function paperQuery(name: string, question: Question) {
  return queryOptions({
    queryKey: ['report', name, 'paper', question],
    queryFn: async ({ signal }): Promise<Told> => {
      const address = `/api/v1/reports/${name}`;
      const told: Told = { rows: [], count: 0, totals: {} };
      let cursor: string | null = null;
      do {
        const asked: Record<string, string | number | null> = {
          ...said(question),
          limit: PAGE,
          cursor,
        };
        const page: ReportPage = await get<ReportPage>(address, asked, signal);
        if (cursor === null)
          Object.assign(told, { count: page.rows ?? 0, totals: page.totals ?? {}, page });
        told.rows.push(...page.items);
        cursor = page.next;
      } while (cursor !== null && told.rows.length < MOST);
      return told;
    },
    staleTime: 0,
  });
}

/** Names of the records that a report is narrowed to, by id. */
export function namesQuery(report: Report, question: Question) {
  const asked = filtersOf(report, question['view'] ?? '').filter(
    ({ name, kind, to, named }) =>
      kind === 'reference' && (to ?? named) && question[name] && question[name] !== NONE,
  );
  return queryOptions({
    queryKey: ['report', report.name, 'names', ...asked.map(({ name }) => question[name])],
    queryFn: async ({ client }) => {
      const found = asked.map(async ({ name, to, named }): Promise<[string, string]> => {
        const id = question[name] ?? '';
        return [id, nameOf(await client.fetchQuery(recordQuery(to ?? named ?? '', id)))];
      });
      return new Map(await Promise.all(found));
    },
  });
}

function textOf(
  filter: ReportFilter,
  value: string,
  names: ReadonlyMap<string, string>,
  yes: string,
): string {
  if (filter.kind === 'reference') return value === NONE ? '—' : (names.get(value) ?? '');
  if (filter.kind === 'boolean') return value === 'true' ? yes : '';
  return filter.options.find((one) => one.value === value)?.label ?? value;
}

function headerOf(
  report: Report,
  question: Question,
  names: ReadonlyMap<string, string>,
  yes: string,
): Entry[] {
  return filtersOf(report, question['view'] ?? '').flatMap((filter) => {
    const begins = filter.kind === 'choice' ? filter.default : '';
    const text = textOf(filter, question[filter.name] ?? begins, names, yes);
    return text ? [{ name: filter.name, label: filter.label, text }] : [];
  });
}

/** Columns that stand beside each other on paper; more go on in a table below, row by row again. */
export const ABREAST = { a4Wide: 14, a4: 9 } as const;

/** The columns table by table, each beginning with what its rows are. */
export function abreast<C extends { kind: Column['kind'] }>(
  columns: readonly C[],
  most: number,
): C[][] {
  if (columns.length <= most) return [[...columns]];
  const figure = columns.findIndex((column) => isFigure(column));
  const lead = columns.slice(0, Math.min(Math.max(figure, 1), most - 1));
  const rest = columns.slice(lead.length);
  const room = most - lead.length;
  const tables: C[][] = [];
  for (let from = 0; from < rest.length; from += room) {
    tables.push([...lead, ...rest.slice(from, from + room)]);
  }
  return tables;
}

function comparedWith({ told, words }: Asked): Entry[] {
  const days = told.page?.compared;
  if (!days) return [];
  return [{ name: 'compared', label: words.compared, text: `${days.since} – ${days.until}` }];
}

interface Asked {
  report: Report;
  view: View;
  columns: readonly Column[];
  question: Question;
  told: Told;
  names: ReadonlyMap<string, string>;
  setting: Setting;
  company: string;
  words: { count: string; yes: string; compared: string };
  /** columns beside each other */
  most: number;
}

export function reportDoc(asked: Asked): Doc {
  const { report, view, columns, question, told, names, setting, words } = asked;
  const sumOf = (column: Column, index: number) => {
    if (index === 0) return ''; // there stands the word for them
    const known = column.added_up && told.totals[column.name] !== undefined;
    return known ? tellSum(column, told.totals, setting) : '';
  };
  const parts = abreast(columns, asked.most);
  return {
    key: 'report',
    company: asked.company,
    taxNumber: '',
    title: report.label,
    state: report.views.length > 1 ? view.label : '',
    number: words.count,
    header: [...headerOf(report, question, names, words.yes), ...comparedWith(asked)],
    tables: parts.map((part, index) => ({
      name: `${view.name}${String(index)}`,
      label: `${String(index + 1)} / ${String(parts.length)}`,
      columns: part.map((column) => ({
        name: column.name,
        label: column.label,
        align: isFigure(column) ? 'right' : 'left',
        tight: isFigure(column) || column.kind === 'date' || column.kind === 'document',
        lead: column === part[0] && column.kind === 'reference',
      })),
      rows: told.rows.map((row) => part.map((column) => tell(column, row, setting))),
      sums: part.some(({ added_up }) => added_up) ? part.map(sumOf) : null,
    })),
    totals: [],
    words: null,
    signatures: [],
    printed: 0,
  };
}
