/** What stands on a paper, as text: made of a record or of a list. */
import type { ReactNode } from 'react';

import { readField, type Field } from '../form';
import { kindViews, showValue, type Setting } from '../kinds';
import type { ListPaperOut, PaperLabel, PaperOut } from './papers';
import { isBarred } from './symbology';

export interface Column {
  name: string;
  label: string;
  align: 'left' | 'right' | 'center';
  /** figures, codes and days stay on one line */
  tight: boolean;
  /** what the row is: never narrower than a few letters */
  lead?: boolean;
}

export interface Entry {
  name: string;
  label: string;
  text: string;
}

export interface DocTable {
  name: string;
  /** shown only when there are several */
  label: string;
  columns: Column[];
  rows: string[][];
  sums: string[] | null;
  /** the word for them, where it is not just 合计 */
  summed?: string;
}

export interface Doc {
  key: string;
  company: string;
  /** our own, where the paper shows it */
  taxNumber: string;
  title: string;
  /** of a draft or a cancelled document */
  state: string;
  number: string;
  header: Entry[];
  /** drawn above the rows, on the first page */
  chart?: ReactNode;
  tables: DocTable[];
  totals: Entry[];
  words: string | null;
  signatures: { label: string; name: string }[];
  /** how often it was printed before */
  printed: number;
  /** of less than nothing (红字) */
  red?: boolean;
  /** of its goods, line by line */
  labels?: PaperLabel[];
  /** what a scanner reads of the document, or of each of several */
  codes?: { no: number; code: string; symbology: 'code128' | 'qr' }[];
}

/** Of a document that is not valid (yet, any more), the paper says so. */
const TOLD = new Set(['draft', 'cancelled']);
/** Shown with taxes only; the total has them in it. */
const OF_TAX = new Set(['amount', 'tax', 'tax_rate']);

const WORDY = new Set(['text', 'long_text']);

function columnOf(field: Field): Column {
  return {
    name: field.name,
    label: field.label,
    align: kindViews[field.kind].align,
    tight: !WORDY.has(field.kind) || field.name.endsWith('_code'),
  };
}

interface Told {
  name: string;
  label: string;
  columns: readonly { name: string }[];
  rows: readonly Record<string, unknown>[];
  sums: Record<string, string>;
}

function tableOf(told: Told, setting: Setting, taxes: boolean): DocTable {
  const all = told.columns.map((column) => readField(column as Field));
  const withTotal = all.some((field) => field.name === 'total');
  const fields = taxes || !withTotal ? all : all.filter((field) => !OF_TAX.has(field.name));
  const summed = fields.some((field) => field.name in told.sums);
  return {
    name: told.name,
    label: told.label,
    columns: fields.map(columnOf),
    rows: told.rows.map((row) => fields.map((field) => showValue(row[field.name], field, setting))),
    sums: summed
      ? fields.map((field) =>
          field.name in told.sums ? showValue(told.sums[field.name], field, setting) : '',
        )
      : null,
  };
}

function entries(told: PaperOut['header'], setting: Setting): Entry[] {
  return told.map(({ field, value }) => ({
    name: field.name,
    label: field.label,
    text: showValue(value, readField(field as Field), setting),
  }));
}

/** Does the paper name taxes, so that one may choose to leave them out? */
export function hasTaxes(paper: PaperOut): boolean {
  const names = new Set(paper.totals.map(({ field }) => field.name));
  return names.has('tax') && names.has('total');
}

export function docOf(paper: PaperOut, taxes: boolean): Doc {
  const { company, state } = paper;
  const setting = { digits: company.digits, zone: company.time_zone };
  const totals = entries(paper.totals, setting);
  return {
    key: paper.id,
    company: company.name,
    taxNumber: company.tax_number,
    title: paper.title,
    state: state && TOLD.has(state.value) ? state.label : '',
    number: paper.number,
    header: entries(paper.header, setting),
    tables: paper.tables.map((table) => tableOf(table, setting, taxes)),
    totals: taxes || !hasTaxes(paper) ? totals : totals.filter((entry) => !OF_TAX.has(entry.name)),
    words: paper.words,
    signatures: paper.signatures,
    printed: paper.printed.count,
    red: paper.red,
    labels: paper.labels,
    codes: paper.codes.map(({ no, code, square }) =>
      square
        ? { no, code: window.location.origin + code, symbology: 'qr' }
        : { no, code, symbology: isBarred(code) ? 'code128' : 'qr' },
    ),
  };
}

export function listDoc(paper: ListPaperOut, count: string, summed: string): Doc {
  const setting = { digits: paper.company.digits, zone: paper.company.time_zone };
  const told = { name: 'list', label: '', ...paper, sums: paper.in_force ?? paper.sums };
  return {
    key: 'list',
    company: paper.company.name,
    taxNumber: '',
    title: paper.title,
    state: '',
    number: count,
    header: [],
    tables: [{ ...tableOf(told, setting, true), summed }],
    totals: [],
    words: null,
    signatures: [],
    printed: 0,
  };
}
