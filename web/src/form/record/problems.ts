/** Puts each refusal where it belongs: at its field, in its cell, or on top. */
import { cellFault, type Column } from '@/grid/columns';
import type { Row } from '@/grid/rows';
import { Problem } from '@/lib/problem';
import { decimal } from '@/lib/decimal';
import { labelled, sentences } from '@/ui/words';
import type { Field, Form, Value } from '../form';
import { isDay } from '../inputs/ChoiceInputs';
import { kindViews } from '../kinds';

export interface Placed {
  fields: Record<string, string>;
  /** table → key of the line → field (empty: the whole line) → sentence */
  cells: Record<string, Map<string, Record<string, string>>>;
  /** what has no place on this page */
  rest: string[];
  /** the only refusal with its place, to stand on top: 客户：必填 */
  headline: string | null;
}

export const nothing: Placed = { fields: {}, cells: {}, rest: [], headline: null };

function atCell(placed: Placed, table: string, key: string, field: string, message: string): void {
  const rows = (placed.cells[table] ??= new Map<string, Record<string, string>>());
  const cells = rows.get(key) ?? {};
  cells[field] = cells[field] ? sentences([cells[field], message]) : message;
  rows.set(key, cells);
}

function named(form: Form, name: string, message: string): string {
  const field = form.fields.find((each) => each.name === name);
  return field ? labelled(field.label, message) : message;
}

/** How a refusal in a line is put into words. */
export type SayLine = (line: number, label: string, message: string) => string;

/**
 * `sent` are the keys of the lines in the order the server saw them; `shown` the fields of the
 * header that are on this page.
 */
export function place(
  problem: Problem,
  form: Form,
  sent: Readonly<Record<string, readonly string[]>>,
  shown: ReadonlySet<string>,
  sayLine: SayLine = (_, label, message) => labelled(label, message),
): Placed {
  const placed: Placed = { fields: {}, cells: {}, rest: [], headline: null };

  for (const { field, message } of problem.errors) {
    const [first = '', index, cell = ''] = (field ?? '').split('.');
    const table = form.tables.find((each) => each.name === first);
    const key = table && index !== undefined ? sent[first]?.[Number(index)] : undefined;
    if (problem.errors.length === 1) {
      const label = table?.fields.find((each) => each.name === cell)?.label ?? '';
      const line = Number(index) + 1;
      placed.headline = label ? sayLine(line, label, message) : named(form, first, message);
    }
    if (table && key !== undefined) {
      const visible = table.columns.includes(cell) ? cell : '';
      atCell(placed, first, key, visible, message);
    } else if (!table && shown.has(first)) {
      placed.fields[first] = message;
    } else {
      placed.rest.push(table ? labelled(table.label, message) : named(form, first, message));
    }
  }
  return placed;
}

/** Lines of earlier documents that a line cannot go on from any more. */
export function linksRefused(
  problem: unknown,
  form: Form,
  sent: Readonly<Record<string, readonly string[]>>,
): { table: string; key: string; name: string }[] {
  if (!(problem instanceof Problem)) return [];
  return problem.errors.flatMap(({ field }) => {
    const [table = '', index = '', name = ''] = (field ?? '').split('.');
    const fields = form.tables.find((each) => each.name === table)?.fields ?? [];
    const key = sent[table]?.[Number(index)];
    const isLink = fields.some((each) => each.name === name && each.kind === 'line');
    return isLink && key !== undefined ? [{ table, key, name }] : [];
  });
}

export interface FaultWords {
  number: string;
  day: string;
  unknown: string;
  unasked: string;
  tick: string;
}

/** What this page can see wrong in a field of the header; `record`: what was typed is none. */
export function fieldFault(field: Field, value: Value): 'number' | 'day' | 'record' | null {
  if (field.readonly || typeof value !== 'string' || value.trim() === '') return null;
  const { editor } = kindViews[field.kind];
  if (editor === 'number') return decimal(value) === null ? 'number' : null;
  if (editor === 'lookup') return field.to === null ? null : 'record';
  return editor === 'day' && !isDay(value) ? 'day' : null;
}

/** Where the sentence stands that says so. */
export const FAULT_WORDS = {
  number: 'lines.notANumber',
  day: 'lines.notADay',
  record: 'form.unfound',
} as const;

/** How many fields this page knows to be wrong: they are marked, and not worth sending. */
export function countFaults(
  form: Form,
  values: Readonly<Record<string, Value>>,
  rows: Readonly<Record<string, readonly Row[]>>,
): number {
  let count = form.fields.filter((field) => fieldFault(field, values[field.name])).length;
  for (const table of form.tables) {
    for (const row of rows[table.name] ?? []) {
      for (const field of table.fields) {
        const { editor } = kindViews[field.kind];
        const value = row.values[field.name];
        if (cellFault(value, { editor, readonly: field.readonly })) count += 1;
      }
    }
  }
  return count;
}

type Cells = Record<string, string>;
const looked = new WeakMap<Row, { columns: readonly Column[]; words: FaultWords; cells: Cells }>();

function faultsOf(row: Row, columns: readonly Column[], words: FaultWords): Cells {
  const known = looked.get(row);
  if (known?.columns === columns && known.words === words) return known.cells;
  const cells: Cells = {};
  for (const column of columns) {
    const fault = cellFault(row.values[column.name], column);
    if (fault) cells[column.name] = words[fault];
  }
  looked.set(row, { columns, words, cells });
  return cells;
}

/**
 * What this page can see by itself: half-typed numbers, records that were not recognised. Every
 * line is looked at once; the same line has the same answer.
 */
export function faultsIn(
  rows: readonly Row[],
  columns: readonly Column[],
  words: FaultWords,
): Map<string, Cells> {
  const faults = new Map<string, Cells>();
  for (const row of rows) {
    const cells = faultsOf(row, columns, words);
    if (Object.keys(cells).length > 0) faults.set(row.key, cells);
  }
  return faults;
}

/** A cell that was changed since it was refused is not marked any longer. */
export function withoutCells(
  placed: Placed,
  table: string,
  edits: readonly { key: string; values: object }[],
): Placed {
  const rows = placed.cells[table];
  if (!rows || !edits.some((edit) => rows.has(edit.key))) return placed;
  const next = new Map(rows);
  for (const { key, values } of edits) {
    const names = new Set([...Object.keys(values), '']);
    const cells = Object.entries(next.get(key) ?? {}).filter(([name]) => !names.has(name));
    if (cells.length) next.set(key, Object.fromEntries(cells));
    else next.delete(key);
  }
  return { ...placed, cells: { ...placed.cells, [table]: next } };
}

export function withoutField(placed: Placed, name: string): Placed {
  if (!(name in placed.fields)) return placed;
  const fields = Object.entries(placed.fields).filter(([key]) => key !== name);
  return { ...placed, fields: Object.fromEntries(fields) };
}
