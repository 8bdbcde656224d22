/**
 * What was typed anew into a document that is confirmed by now, as a document of its own: new lines,
 * and how much more of those that are in it. What it says already is not said twice. Pure.
 */
import { filledRows, loadRows, sameCell, type Row, type RowRules, type Values } from '@/grid/rows';
import { decimal, plainNumber } from '@/lib/decimal';
import type { Field, Form, RecordData, Table, Value } from '../form';
import { joinSerials, parseSerials, SERIALS } from '../lines/serials';
import { load, rulesOf, type EditorState } from './editor';
import type { LocalDraft } from './localDraft';
import { sameValue } from './values';

/** A line that goes into the new document, or one that cannot. */
export interface Moved {
  table: Table;
  row: Row;
  /** `more` of a line that is confirmed; `changed` or `removed` there is nothing to be moved */
  how: 'new' | 'more' | 'changed' | 'removed';
  /** as it is confirmed, of a line that was changed */
  was?: Row;
}

export interface Apart {
  state: EditorState;
  copied: Moved[];
  /** what was done to confirmed lines: only a correction takes it */
  left: Moved[];
}

const FIGURES = ['quantity', 'amount'];

const ownField = (table: Table, name: string): Field | undefined =>
  table.fields.find((field) => field.name === name && !field.readonly);

/** How much it is that a line is about. */
function figureOf(table: Table): string | undefined {
  return FIGURES.find((name) => ownField(table, name));
}

/** What a line is about. */
function subjectOf(table: Table): string | undefined {
  return table.fields.find(({ kind, readonly }) => kind === 'reference' && !readonly)?.name;
}

/** By how much it is more than it was; null where it is not, or nobody can say. */
function more(mine: unknown, theirs: unknown): string | null {
  const [now, was] = [decimal(mine), decimal(theirs ?? '0')];
  return now && was && now.gt(was) ? plainNumber(now.minus(was)) : null;
}

/** Sums of the whole line that are reckoned anew for its part. */
function sumsOf(table: Table, figure: string): Values {
  const sums = table.fields.filter(({ kind, name }) => kind === 'money' && name !== figure);
  return Object.fromEntries(sums.map(({ name }) => [name, null]));
}

function addedSerials(mine: Row, theirs: Row): Values {
  const said = (row: Row) => parseSerials(String(row.values[SERIALS] ?? ''));
  const there = new Set(said(theirs));
  const added = said(mine).filter((one) => !there.has(one));
  return SERIALS in mine.values ? { [SERIALS]: joinSerials(added) } : {};
}

/** Of a confirmed line that was changed: the part of it that is new. */
function partOf(table: Table, mine: Row, theirs: Row, changed: readonly string[]): Row | null {
  const figure = figureOf(table);
  if (!figure || changed.includes('unit')) return null;
  const added = more(mine.values[figure], theirs.values[figure]);
  if (added === null) return null;
  const values = {
    ...mine.values,
    ...sumsOf(table, figure),
    ...addedSerials(mine, theirs),
    [figure]: added,
  };
  return { key: mine.key, values };
}

interface Known {
  /** as it is confirmed */
  theirs: ReadonlyMap<string, Row>;
  /** as it was when it was typed over; empty where nobody knows */
  before: ReadonlyMap<string, Row>;
}

const byId = (rows: readonly Row[] = []) =>
  new Map(rows.flatMap((row) => (row.id === undefined ? [] : [[row.id, row] as const])));

function differing({ inputs }: RowRules, row: Row, other: Row): string[] {
  const figures = (name: string) => {
    const [one, two] = [decimal(row.values[name]), decimal(other.values[name])];
    return one && two ? one.eq(two) : sameCell(row.values[name], other.values[name]);
  };
  return inputs.filter((name) => !figures(name));
}

function moveLine(table: Table, rules: RowRules, row: Row, known: Known): Moved[] {
  const { key, values } = row;
  const asNew = [{ table, row: { key, values }, how: 'new' as const }];
  if (row.id === undefined) return asNew;
  const [before, theirs] = [known.before.get(row.id), known.theirs.get(row.id)];
  if (before && differing(rules, row, before).length === 0) return [];
  if (!theirs) return asNew;
  const changed = differing(rules, row, theirs);
  if (changed.length === 0) return [];
  if (changed.includes(subjectOf(table) ?? '')) return asNew;
  const part = partOf(table, row, theirs, changed);
  const others = changed.filter((name) => name !== figureOf(table) && name !== SERIALS);
  return [
    ...(part ? [{ table, row: part, how: 'more' as const }] : []),
    ...(part && others.length === 0 ? [] : [{ table, row, how: 'changed' as const, was: theirs }]),
  ];
}

/** Sums of the whole document: what was given or paid with it is not given twice. */
function headerOf(form: Form, mine: LocalDraft['values'], theirs: LocalDraft['values']) {
  const told = (field: Field): Value => {
    const value = mine[field.name] ?? null;
    if (field.kind !== 'money' && field.kind !== 'quantity') return value;
    if (sameValue(value, theirs[field.name] ?? null)) return null;
    return more(value, theirs[field.name]);
  };
  const own = form.fields.filter(({ readonly }) => !readonly);
  return { ...mine, ...Object.fromEntries(own.map((field) => [field.name, told(field)])) };
}

export function apartOf(form: Form, draft: LocalDraft, record: RecordData | null): Apart {
  const rules = rulesOf(form, true);
  const confirmed = load(form, record, rules, '');
  const moved = form.tables.flatMap((table) => {
    const each = rules[table.name];
    if (!each) return [];
    const known = {
      theirs: byId(confirmed.tables[table.name]?.rows),
      before: byId(draft.before?.rows[table.name]),
    };
    const rows = filledRows(draft.rows[table.name] ?? [], each);
    const there = new Set(rows.map(({ id }) => id));
    const gone = [...known.before.values()].filter(
      ({ id = '' }) => !there.has(id) && known.theirs.has(id),
    );
    return [
      ...rows.flatMap((row) => moveLine(table, each, row, known)),
      ...gone.map((row) => ({ table, row, how: 'removed' as const })),
    ];
  });
  const copied = moved.filter(({ how }) => how === 'new' || how === 'more');
  const tables: EditorState['tables'] = {};
  for (const [name, each] of Object.entries(rules)) {
    const rows = copied.flatMap(({ table, row }) => (table.name === name ? [row] : []));
    tables[name] = loadRows(rows, each);
  }
  const values = headerOf(form, draft.values, confirmed.values);
  const state = { values, tables, before: { values: {}, rows: {} }, etag: null };
  return { state, copied, left: moved.filter((one) => !copied.includes(one)) };
}
