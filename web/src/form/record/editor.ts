/** A record being filled in: header and sub-tables, what changed, and what will be sent. Pure. */
import {
  filledRows,
  gridReducer,
  isBlank,
  isChosen,
  loadRows,
  newRow,
  sameCell,
  type CellValue,
  type GridAction,
  type GridState,
  type Row,
  type RowRules,
} from '@/grid/rows';
import {
  type CarriedDiscount,
  type Field,
  type Form,
  type RecordData,
  type Table,
  type Value,
} from '../form';
import { rowRules } from '../lines/columns';
import { asItem } from '../lines/openItems';
import { joinSerials } from '../lines/serials';

import { withBilled } from './billed';
import { isCarried, typed, withCarried } from './carried';
import { mergeRows, typedSince, withKeys, withSteps } from './merging';
import type { Usual } from './usual';
import { loaded, sameValue } from './values';

export interface EditorState {
  values: Record<string, Value>;
  tables: Record<string, GridState>;
  /** as loaded, to know what changed */
  before: {
    values: Record<string, Value>;
    rows: Record<string, readonly Row[]>;
    carried?: readonly CarriedDiscount[];
  };
  etag: string | null;
}

export type EditorAction =
  | { type: 'load'; record: RecordData | null; today: string; usual?: Usual }
  /** as the server has it now, with nothing typed on it: undo goes on where it was not changed */
  | { type: 'refresh'; record: RecordData | null; today: string }
  /** as the server has it now, with what was typed since it was `sent` */
  | { type: 'saved'; record: RecordData; sent: EditorState; today: string }
  /** mine on top of theirs */
  | { type: 'rebase'; record: RecordData; today: string }
  | { type: 'set'; name: string; value: Value }
  | { type: 'grid'; table: string; action: GridAction }
  | { type: 'restore'; draft: Kept };

/** What was typed and not saved, and what it was typed onto. */
export interface Kept
  extends Pick<EditorState, 'values' | 'etag'>, Partial<Pick<EditorState, 'before'>> {
  rows: Record<string, Row[]>;
}

function asCell(value: unknown): CellValue {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return joinSerials(value as string[]);
  return isChosen(value) ? value : null;
}

/** Zero discounts are shown as nothing. */
function quietZero(name: string, value: CellValue): CellValue {
  return name === 'discount' && typeof value === 'string' && /^0(\.0*)?$/.test(value)
    ? null
    : value;
}

/** A line as the server tells it, in the cells of a grid. */
export function cellsOf(given: Record<string, unknown>): Record<string, CellValue> {
  const values: Record<string, CellValue> = {};
  for (const [name, value] of Object.entries(given)) {
    if (name !== 'id') values[name] = quietZero(name, asCell(value));
  }
  const item = asItem(given);
  if (item !== undefined) values['item'] = item;
  return values;
}

function toRow(given: Record<string, unknown>): Row {
  const { id } = given;
  return { ...newRow(cellsOf(given)), ...(typeof id === 'string' ? { id } : {}) };
}

function rowsIn(record: RecordData | null, table: Table): Record<string, unknown>[] {
  const rows = record?.[table.name];
  return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
}

export function rulesOf(form: Form, editable: boolean): Record<string, RowRules> {
  const sourced = (table: Table) => !!form.sources && table.name === 'lines';
  return Object.fromEntries(
    form.tables.map((table) => [table.name, rowRules(table, editable, sourced(table))]),
  );
}

/** The line that waits at the end of the grid, which may have the focus. */
function emptyAtEnd(rows: readonly Row[], rules: RowRules): Row[] {
  const last = rows.at(-1);
  return last && rules.editable && !rules.sources && isBlank(last, rules) ? [last] : [];
}

/** Lines keep their place on screen, and the focus in them, when the server answers. */
export function load(
  form: Form,
  record: RecordData | null,
  rules: Record<string, RowRules>,
  today: string,
  on?: EditorState,
  usual: Usual = {},
): EditorState {
  const tables: Record<string, GridState> = {};
  const rows: Record<string, readonly Row[]> = {};
  for (const table of form.tables) {
    const tableRules = rules[table.name];
    if (!tableRules) continue;
    const old = on?.tables[table.name]?.rows ?? [];
    const answered = rowsIn(record, table).map(toRow);
    const kept = withKeys(answered, filledRows(old, tableRules), table.below);
    const state = loadRows([...kept, ...emptyAtEnd(old, tableRules)], tableRules);
    tables[table.name] = state;
    rows[table.name] = state.rows;
  }
  const values = loaded(form, record, today, usual);
  const carried = record?.carried_discounts;
  const before = { values, rows, ...(carried ? { carried } : {}) };
  return { values, tables, before, etag: record?.etag ?? null };
}

export function editorReducer(
  state: EditorState,
  action: EditorAction,
  form: Form,
  rules: Record<string, RowRules>,
): EditorState {
  switch (action.type) {
    case 'load':
      return load(form, action.record, rules, action.today, state, action.usual);
    case 'refresh': {
      const now = load(form, action.record, rules, action.today, state);
      return now.etag === state.etag ? withSteps(now, state, rules) : now;
    }
    case 'saved': {
      const answered = load(form, action.record, rules, action.today, action.sent);
      if (state === action.sent) return withSteps(answered, state, rules);
      const merged = typedSince(form, answered, action.sent, state, rules);
      return withCarried(form, withBilled(form, withSteps(merged, state, rules)));
    }
    case 'rebase':
      return rebase(form, state, action.record, rules, action.today);
    case 'set':
      return {
        ...state,
        values: { ...typed(form, state.values, action.name), [action.name]: action.value },
      };
    case 'grid': {
      const [grid, tableRules] = [state.tables[action.table], rules[action.table]];
      if (!grid || !tableRules) return state;
      const next = gridReducer(grid, action.action, tableRules);
      if (next === grid) return state;
      const tables = { ...state.tables, [action.table]: next };
      return withCarried(form, withBilled(form, { ...state, tables }));
    }
    case 'restore': {
      const tables = { ...state.tables };
      const { values, etag, before = state.before, rows } = action.draft;
      for (const [name, each] of Object.entries(rows)) {
        const tableRules = rules[name];
        if (tableRules) tables[name] = loadRows(each, tableRules);
      }
      return { values, etag, before, tables };
    }
  }
}

/** The same as a record that the server does not know yet, in none of its lines. */
export function asNew(state: EditorState): EditorState {
  const unknown = ({ key, values }: Row): Row => ({ key, values });
  const tables = Object.entries(state.tables).map(([name, grid]) => [
    name,
    { ...grid, rows: grid.rows.map(unknown) },
  ]);
  return { ...state, tables: Object.fromEntries(tables) as EditorState['tables'], etag: null };
}

export function changedFields(form: Form, state: EditorState): Field[] {
  return form.fields.filter(
    (field) =>
      !field.readonly &&
      !isCarried(form, state.values, field.name) &&
      !sameValue(state.values[field.name], state.before.values[field.name]),
  );
}

export function isTableChanged(state: EditorState, name: string, rules: RowRules): boolean {
  const now = state.tables[name]?.rows;
  const before = state.before.rows[name];
  if (!now || now === before) return false;
  const kept = filledRows(now, rules);
  const old = filledRows(before ?? [], rules);
  return kept.length !== old.length || kept.some((row, index) => differs(row, old[index], rules));
}

/** In what a person fills in: a line that was only explained says what it said. */
function differs(row: Row, before: Row | undefined, { inputs }: RowRules): boolean {
  if (row === before) return false;
  if (row.id === undefined || row.id !== before?.id) return true;
  return inputs.some((name) => !sameCell(row.values[name], before.values[name]));
}

export function isDirty(form: Form, state: EditorState, rules: Record<string, RowRules>): boolean {
  if (changedFields(form, state).length > 0) return true;
  return Object.entries(rules).some(([name, each]) => isTableChanged(state, name, each));
}

/** What I changed, put onto what somebody else saved meanwhile. */
function rebase(
  form: Form,
  state: EditorState,
  record: RecordData,
  rules: Record<string, RowRules>,
  today: string,
): EditorState {
  const theirs = load(form, record, rules, today);
  const values = { ...theirs.values };
  for (const field of changedFields(form, state)) values[field.name] = state.values[field.name];
  const tables = { ...theirs.tables };
  for (const [name, each] of Object.entries(rules)) {
    const mine = state.tables[name];
    if (!mine || !isTableChanged(state, name, each)) continue;
    const before = state.before.rows[name] ?? [];
    const rows = mergeRows(mine.rows, before, theirs.before.rows[name] ?? [], each);
    tables[name] = { ...mine, rows };
  }
  return { ...theirs, values, tables };
}
