/** Two states of one record put together: mine and theirs, what was sent and what was typed since. */
import {
  filledRows,
  isBlank,
  isEmpty,
  loadRows,
  sameCell,
  type Row,
  type RowRules,
} from '@/grid/rows';
import type { Form } from '../form';
import type { EditorState } from './editor';
import { sameValue } from './values';

type Rules = Readonly<Record<string, RowRules>>;

/**
 * Line by line and cell by cell: what I changed stays mine, the rest is theirs. Lines that they
 * added stay; a line that they removed comes back as a new one only if I had changed it.
 */
export function mergeRows(
  mine: readonly Row[],
  before: readonly Row[],
  theirs: readonly Row[],
  rules: RowRules,
): Row[] {
  const was = byId(before);
  const there = byId(theirs);
  const merged = mine.flatMap((row) => {
    if (row.id === undefined) return [row];
    const old = was.get(row.id);
    const their = there.get(row.id);
    if (their) return [mergeRow(row, old, their)];
    return isSameRow(row, old, rules) ? [] : [{ key: row.key, values: row.values }];
  });
  const added = theirs.filter((row) => row.id !== undefined && !was.has(row.id));
  const after = merged.findLastIndex((row) => row.id !== undefined) + 1;
  return [...merged.slice(0, after), ...added, ...merged.slice(after)];
}

/** In what a person fills in. */
export function isSameRow(row: Row, old: Row | undefined, { inputs }: RowRules): boolean {
  if (row === old) return true;
  if (!old) return false;
  return inputs.every((name) => sameCell(row.values[name], old.values[name]));
}

function byId(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.flatMap((row) => (row.id === undefined ? [] : [[row.id, row] as const])));
}

function mergeRow(mine: Row, before: Row | undefined, theirs: Row): Row {
  const values = { ...theirs.values };
  for (const [name, value] of Object.entries(mine.values)) {
    if (JSON.stringify(value) !== JSON.stringify(before?.values[name])) values[name] = value;
  }
  return { ...mine, values };
}

/**
 * The answered lines with the keys of the lines that were sent, so that they keep their place on
 * screen and the focus in them. A line that got its id just now is the next one of the same goods:
 * the server may have put lines of its own between (the parts of a bundle).
 */
export function withKeys(
  answered: readonly Row[],
  sent: readonly Row[],
  /** the cell that says of a part what it is a part of */
  below?: string | null,
): Row[] {
  const ids = new Map(sent.flatMap((row) => (row.id === undefined ? [] : [[row.id, row.key]])));
  const waiting = sent.filter((row) => row.id === undefined);
  return answered.map((row) => {
    const known = row.id === undefined ? undefined : ids.get(row.id);
    if (known !== undefined) return { ...row, key: known };
    const at = waiting.findIndex(
      (one) =>
        sameCell(one.values['product'], row.values['product']) &&
        (!below || isEmpty(one.values[below]) === isEmpty(row.values[below])),
    );
    const [found] = at < 0 ? [] : waiting.splice(0, at + 1).slice(-1);
    return found ? { ...row, key: found.key } : row;
  });
}

/** Whether anything was typed between two states. */
export function isTypedSince(form: Form, sent: EditorState, now: EditorState, rules: Rules) {
  if (now === sent) return false;
  const typed = form.fields.some(
    ({ name, readonly }) => !readonly && !sameValue(now.values[name], sent.values[name]),
  );
  return (
    typed ||
    Object.entries(rules).some(([name, each]) => {
      const [mine, was] = [now.tables[name]?.rows ?? [], sent.tables[name]?.rows ?? []];
      return mine !== was && !sameRows(filledRows(mine, each), filledRows(was, each), each);
    })
  );
}

function sameRows(mine: readonly Row[], was: readonly Row[], rules: RowRules): boolean {
  return (
    mine.length === was.length &&
    mine.every((row, index) => row.key === was[index]?.key && isSameRow(row, was[index], rules))
  );
}

/** What was typed while the server saved, put onto its answer: that is not saved yet. */
export function typedSince(
  form: Form,
  answered: EditorState,
  sent: EditorState,
  now: EditorState,
  rules: Rules,
): EditorState {
  const values = { ...answered.values };
  for (const { name, readonly } of form.fields) {
    const mine = now.values[name];
    if (!readonly && !sameValue(mine, sent.values[name])) values[name] = mine;
  }
  const tables = { ...answered.tables };
  for (const [name, each] of Object.entries(rules)) {
    const [mine, was] = [now.tables[name]?.rows, sent.tables[name]?.rows];
    const theirs = answered.before.rows[name];
    if (!mine || !was || !theirs || mine === was) continue;
    tables[name] = loadRows(linesSince(mine, was, theirs, each), each);
  }
  return { ...answered, values, tables };
}

/**
 * Undo goes on behind a saving: the lines of earlier steps have the ids that the server gave them,
 * or none where it has that line no more. A line that was empty then is no line.
 */
export function withSteps(answered: EditorState, now: EditorState, rules: Rules): EditorState {
  const tables = { ...answered.tables };
  for (const [name, grid] of Object.entries(answered.tables)) {
    const { past = [], future = [] } = now.tables[name] ?? {};
    const there = answered.before.rows[name] ?? [];
    const ids = new Map(there.map(({ key, id }) => [key, id]));
    const known = new Map<Row, Row>();
    const isNone = ({ values }: Row) =>
      rules[name]?.inputs.every((input) => isEmpty(values[input])) ?? false;
    const named = (row: Row): Row => {
      const id = isNone(row) ? undefined : ids.get(row.key);
      if (row.id === id) return row;
      const { key, values } = row;
      const next = known.get(row) ?? { key, values, ...(id === undefined ? {} : { id }) };
      known.set(row, next);
      return next;
    };
    const steps = (all: typeof past) => all.map((rows) => rows.map(named));
    tables[name] = { ...grid, past: steps(past), future: steps(future) };
  }
  return { ...answered, tables };
}

/** Lines that the server added stay behind the line they came with. */
function linesSince(
  mine: readonly Row[],
  was: readonly Row[],
  theirs: readonly Row[],
  rules: RowRules,
): Row[] {
  const sent = new Map(filledRows(was, rules).map((row) => [row.key, row]));
  const answered = filledRows(theirs, rules);
  const there = new Map(answered.map((row) => [row.key, row]));
  const behind = addedBehind(answered, sent);
  const rows = [...(behind.get(null) ?? [])];
  for (const row of mine) {
    const [old, their] = [sent.get(row.key), there.get(row.key)];
    if (!old || isBlank(row, rules)) rows.push(row);
    else if (their)
      rows.push(row === old ? their : { ...mergeRow(row, old, their), ...idOf(their) });
    // The server took it for nothing, but it was typed into since.
    else if (!isSameRow(row, old, rules)) rows.push({ key: row.key, values: row.values });
    rows.push(...(behind.get(row.key) ?? []));
  }
  const here = new Set(mine.map((row) => row.key));
  const homeless = [...behind].flatMap(([key, added]) =>
    key === null || here.has(key) ? [] : added,
  );
  const end = rows.findLastIndex((row) => !isBlank(row, rules)) + 1;
  return [...rows.slice(0, end), ...homeless, ...rows.slice(end)];
}

function idOf({ id }: Row): Pick<Row, 'id'> {
  return id === undefined ? {} : { id };
}

/** By the key of the line that stands before them; null for those at the top. */
function addedBehind(answered: readonly Row[], sent: ReadonlyMap<string, Row>) {
  const behind = new Map<string | null, Row[]>();
  let before: string | null = null;
  for (const row of answered) {
    if (sent.has(row.key)) before = row.key;
    else behind.set(before, [...(behind.get(before) ?? []), row]);
  }
  return behind;
}
