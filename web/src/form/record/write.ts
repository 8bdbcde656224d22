/** What is sent to the server when a record is saved. Pure. */
import {
  filledRows,
  isEmpty,
  isUnresolved,
  type CellValue,
  type Row,
  type RowRules,
} from '@/grid/rows';
import { decimal, plainNumber } from '@/lib/decimal';
import { isReference, type Field, type Form, type Table, type Value } from '../form';
import { kindViews } from '../kinds';
import { parseSerials } from '../lines/serials';
import { isFollowing } from './billed';
import { changedFields, isTableChanged, type EditorState } from './editor';

export interface Written {
  body: Record<string, unknown>;
  /** keys of the lines in the order they are sent: `lines.3` is the fourth of them */
  sent: Record<string, string[]>;
  /** what was written: whatever is typed from now on is not in it */
  state: EditorState;
}

export function sentValue(field: Field, value: Value | CellValue): unknown {
  if (isReference(value)) return value.id;
  if (isUnresolved(value)) return value.typed;
  if (kindViews[field.kind].editor === 'number') {
    const number = decimal(value);
    if (number) return plainNumber(number);
  }
  if (value === '' || value === null || value === undefined) return kindViews[field.kind].blank;
  if (field.kind === 'serials') return parseSerials(String(value));
  return value;
}

/** Of an invoice's line: nothing is sent where nobody typed it. */
const FOLLOWED = new Set(['amount', 'tax']);

function sentRow(table: Table, row: Row): Record<string, unknown> {
  const body: Record<string, unknown> = row.id === undefined ? {} : { id: row.id };
  const follows = isFollowing(row.values);
  for (const field of table.fields) {
    if (field.readonly) continue;
    const value = follows && FOLLOWED.has(field.name) ? null : row.values[field.name];
    if (isEmpty(value) && field.kind !== 'boolean') {
      if (row.id === undefined) continue;
      // An emptied figure goes back to what a new line would have.
      body[field.name] = field.default ?? kindViews[field.kind].blank;
    } else body[field.name] = sentValue(field, value);
  }
  return body;
}

/** The body of a POST (everything filled in) or of a PATCH (what changed). */
export function write(
  form: Form,
  state: EditorState,
  rules: Record<string, RowRules>,
  isNew: boolean,
): Written {
  const body: Record<string, unknown> = {};
  const sent: Record<string, string[]> = {};
  const fields = isNew
    ? form.fields.filter((field) => !field.readonly)
    : changedFields(form, state);
  for (const field of fields) {
    const value = state.values[field.name];
    if (isNew && (value === '' || value === null || value === undefined)) continue;
    body[field.name] = sentValue(field, value);
  }
  for (const table of form.tables) {
    const tableRules = rules[table.name];
    const grid = state.tables[table.name];
    if (!tableRules || !grid) continue;
    const rows = filledRows(grid.rows, tableRules);
    sent[table.name] = rows.map((row) => row.key);
    if (isNew || isTableChanged(state, table.name, tableRules)) {
      body[table.name] = rows.map((row) => sentRow(table, row));
    }
  }
  return { body, sent, state };
}
