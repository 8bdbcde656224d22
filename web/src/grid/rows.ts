/** The lines of a grid and everything that can be done to them, undo included. Pure. */
import { newKey } from '@/lib/idempotency';
import { withFinding, type Finding } from './finding';

/** Another record that a cell shows. */
export interface Chosen {
  id: string;
  code?: string;
  name?: string;
  number?: string;
}

/** Typed or pasted, but not (yet) recognised as a record. It stays visible until it is. */
export interface Unresolved {
  typed: string;
  /** it is being looked for: not wrong yet; false: nobody answered */
  pending?: boolean;
}

export type CellValue = string | boolean | null | undefined | Chosen | Unresolved;
export type Values = Readonly<Record<string, CellValue>>;

export interface Row {
  /** of this screen; stays when the server gives the row its id */
  key: string;
  id?: string;
  values: Values;
}

export interface GridState {
  rows: readonly Row[];
  past: readonly (readonly Row[])[];
  future: readonly (readonly Row[])[];
  /** the cell being typed in: its keystrokes are one step of undo */
  typing: string | null;
}

export interface Edit {
  key: string;
  values: Values;
}

/** What a grid has to know of its rows. */
export interface RowRules {
  inputs: readonly string[];
  /** what a new line starts with */
  defaults: Values;
  editable: boolean;
  /** what a line says that no scan does: it is counted up whatever stands there */
  besides?: readonly string[];
  /** cells that say what a line goes on from, where nobody writes one that goes on from nothing */
  sources?: readonly string[];
  /** a cell that is filled in by itself, and the one that keeps what it was filled with */
  proposes?: { cell: string; kept: string };
}

export type GridAction =
  | { type: 'load'; rows: readonly Row[] }
  | { type: 'edit'; edits: readonly Edit[]; typing?: string; join?: boolean }
  | { type: 'put'; at: number; lines: readonly Values[] }
  | { type: 'found'; finding: Finding }
  /** a line for a scanned code; `found` once it is known */
  | { type: 'scan'; key: string; values: Values }
  /** back to what a cell held before what was not meant for it */
  | { type: 'untype'; key: string; name: string; value: CellValue }
  | { type: 'remove'; keys: readonly string[] }
  | { type: 'insert'; at: number }
  | { type: 'settle' }
  | { type: 'undo' }
  | { type: 'redo' };

const STEPS = 200;

export function isChosen(value: unknown): value is Chosen {
  return typeof value === 'object' && value !== null && 'id' in value;
}

export function isUnresolved(value: unknown): value is Unresolved {
  return typeof value === 'object' && value !== null && 'typed' in value;
}

export function isEmpty(value: CellValue): boolean {
  return value === null || value === undefined || value === '' || value === false;
}

export function sameCell(a: CellValue, b: CellValue): boolean {
  if (isChosen(a) && isChosen(b)) return a.id === b.id;
  return a === b || (isEmpty(a) && isEmpty(b));
}

export function newRow(values: Values = {}): Row {
  return { key: newKey(), values };
}

/** Nothing was typed here: such a line is not saved. */
export function isBlank(row: Row, rules: RowRules): boolean {
  return row.id === undefined && rules.inputs.every((name) => isEmpty(row.values[name]));
}

/** The lines that count. */
export function filledRows(rows: readonly Row[], rules: RowRules): Row[] {
  return rows.filter((row) => !isBlank(row, rules));
}

function withTrailing(rows: readonly Row[], rules: RowRules): readonly Row[] {
  const last = rows.at(-1);
  if (!rules.editable || rules.sources || (last && isBlank(last, rules))) return rows;
  return [...rows, newRow()];
}

export function loadRows(rows: readonly Row[], rules: RowRules): GridState {
  return { rows: withTrailing(rows, rules), past: [], future: [], typing: null };
}

function changed(row: Row, values: Values, rules: RowRules): Row {
  const names = Object.keys(values);
  if (names.every((name) => Object.is(row.values[name], values[name]))) return row;
  const fresh = isBlank(row, rules);
  const next = { ...row, values: { ...row.values, ...values } };
  if (!fresh || isBlank(next, rules)) return next;
  return { ...next, values: { ...rules.defaults, ...next.values } };
}

function editRows(rows: readonly Row[], edits: readonly Edit[], rules: RowRules): readonly Row[] {
  const wanted = new Map<string, Values>();
  for (const edit of edits) wanted.set(edit.key, { ...wanted.get(edit.key), ...edit.values });
  let touched = false;
  const next = rows.map((row) => {
    const values = wanted.get(row.key);
    if (!values) return row;
    const after = changed(row, values, rules);
    if (after !== row) touched = true;
    return after;
  });
  return touched ? withTrailing(next, rules) : rows;
}

/** A block lands on existing lines first, then on new ones below where one may write them. */
function putRows(
  rows: readonly Row[],
  at: number,
  lines: readonly Values[],
  rules: RowRules,
): readonly Row[] {
  const next = [...rows];
  const most = rules.sources && rows.length > at ? rows.length - at : lines.length;
  lines.slice(0, most).forEach((values, offset) => {
    next[at + offset] = changed(next[at + offset] ?? newRow(), values, rules);
  });
  return withTrailing(next, rules);
}

function step(
  state: GridState,
  rows: readonly Row[],
  how: { typing?: string | null; join?: boolean } = {},
): GridState {
  if (rows === state.rows) return state;
  const typing = how.typing ?? null;
  const sameStep = how.join === true || (typing !== null && typing === state.typing);
  return {
    rows,
    past: sameStep ? state.past : [...state.past.slice(-STEPS + 1), state.rows],
    future: [],
    typing: how.join ? state.typing : typing,
  };
}

export function gridReducer(state: GridState, action: GridAction, rules: RowRules): GridState {
  switch (action.type) {
    case 'load':
      return loadRows(action.rows, rules);
    case 'edit':
      return step(state, editRows(state.rows, action.edits, rules), {
        typing: action.typing ?? null,
        join: action.join ?? false,
      });
    case 'put':
      return step(state, putRows(state.rows, action.at, action.lines, rules));
    case 'found':
      return found(state, action.finding, rules);
    case 'scan':
      return step(state, scanned(state.rows, action, rules));
    case 'untype':
      return untype(state, action.key, action.name, action.value);
    case 'remove': {
      const gone = new Set(action.keys);
      const rest = state.rows.filter((row) => !gone.has(row.key));
      return rest.length === state.rows.length ? state : step(state, withTrailing(rest, rules));
    }
    case 'insert':
      return rules.sources ? state : step(state, state.rows.toSpliced(action.at, 0, newRow()));
    case 'settle':
      return state.typing === null ? state : { ...state, typing: null };
    case 'undo':
      return undo(state);
    case 'redo':
      return redo(state);
  }
}

/** The earlier steps learn of it too: undoing a later step does not ask again. */
function found(state: GridState, finding: Finding, rules: RowRules): GridState {
  const rows = withFinding(state.rows, finding, rules);
  const past = state.past.map((each) => withFinding(each, finding, rules));
  const known = past.every((each, index) => each === state.past[index]);
  if (rows === state.rows && known) return state;
  return { ...state, rows: withTrailing(rows, rules), past };
}

/** Before the empty line at the end, which keeps the focus that may be in it. */
function scanned(
  rows: readonly Row[],
  { key, values }: { key: string; values: Values },
  rules: RowRules,
): readonly Row[] {
  const last = rows.at(-1);
  const end = last && isBlank(last, rules) ? rows.length - 1 : rows.length;
  return withTrailing(rows.toSpliced(end, 0, changed({ key, values: {} }, values, rules)), rules);
}

function untype(state: GridState, key: string, name: string, value: CellValue): GridState {
  const before = state.past.at(-1)?.find((row) => row.key === key);
  if (state.typing === `${key} ${name}` && before && Object.is(before.values[name], value)) {
    const { rows, past } = undo(state);
    return { rows, past, future: [], typing: null };
  }
  const at = state.rows.findIndex((row) => row.key === key);
  const row = state.rows[at];
  if (!row || Object.is(row.values[name], value)) return state;
  const rows = state.rows.with(at, { ...row, values: { ...row.values, [name]: value } });
  return { ...state, rows, typing: null };
}

function undo(state: GridState): GridState {
  const before = state.past.at(-1);
  if (!before) return state;
  return {
    rows: before,
    past: state.past.slice(0, -1),
    future: [state.rows, ...state.future],
    typing: null,
  };
}

function redo(state: GridState): GridState {
  const [after, ...rest] = state.future;
  if (!after) return state;
  return { rows: after, past: [...state.past, state.rows], future: rest, typing: null };
}
