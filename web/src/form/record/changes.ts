/** The audit trail in the words of the form: labels, names, before and after. Pure. */
import { isReference, nameOf, type Field, type Form, type RecordData, type Table } from '../form';
import { showValue, type Setting } from '../kinds';

export interface Change {
  label: string;
  before: string;
  after: string;
}

export interface ChangeWords {
  yes: string;
  no: string;
  gone: string;
  reason: string;
  comment: string;
  line(table: string, line: number): string;
  removedLine(table: string): string;
}

interface Reader {
  form: Form;
  record: RecordData;
  setting: Setting;
  words: ChangeWords;
}

type Filled = Record<string, unknown>;

/** Never shown to people: where a line came from, and what only the books need. */
function isInner(field: Field): boolean {
  return field.kind === 'line';
}

function isFilled(value: unknown): value is Filled {
  return typeof value === 'object' && value !== null;
}

function textOf(reader: Reader, field: Field, value: unknown): string {
  const { form, setting, words } = reader;
  if (value === null || value === undefined || value === '') return '';
  if (isReference(value)) return nameOf(value) ? showValue(value, field, setting) : words.gone;
  if (typeof value === 'boolean') return value ? words.yes : words.no;
  const state = form.states.find((each) => field.name === 'state' && each.value === value);
  return state?.label ?? showValue(value, field, setting);
}

/** Everything filled in, in the order of the columns: 商品 A-01 螺栓 · 数量 3. */
function summary(reader: Reader, fields: readonly Field[], filled: unknown): string {
  if (!isFilled(filled)) return '';
  return fields
    .flatMap((field) => {
      const text = textOf(reader, field, filled[field.name]);
      return text && !isInner(field) ? [`${field.label} ${text}`] : [];
    })
    .join(' · ');
}

function columnsOf(table: Table): Field[] {
  return table.columns.flatMap((name) => table.fields.find((field) => field.name === name) ?? []);
}

/** Lines are named by their id or place; people count them. */
function lineLabel({ record, words }: Reader, table: Table, line: string): string {
  const rows = record[table.name];
  const at = Array.isArray(rows) ? rows.findIndex((row: { id?: unknown }) => row.id === line) : -1;
  if (at >= 0) return words.line(table.label, at + 1);
  return /^\d+$/.test(line)
    ? words.line(table.label, Number(line) + 1)
    : words.removedLine(table.label);
}

function inTable(reader: Reader, table: Table, rest: string[], pair: unknown[]): Change[] {
  const [line = '', cell] = rest;
  const label = lineLabel(reader, table, line);
  const [before, after] = pair;
  if (cell === undefined) {
    const fields = columnsOf(table);
    const change = {
      label,
      before: summary(reader, fields, before),
      after: summary(reader, fields, after),
    };
    return change.before || change.after ? [change] : [];
  }
  const field = table.fields.find((each) => each.name === cell);
  if (!field || isInner(field)) return [];
  return [told(reader, field, `${label} ${field.label}`, pair)];
}

function told(reader: Reader, field: Field, label: string, [before, after]: unknown[]): Change {
  return { label, before: textOf(reader, field, before), after: textOf(reader, field, after) };
}

/** Follows from what somebody did: amounts, taxes, quantities in base units. */
function isComputed(form: Form, path: string): boolean {
  const [first = '', ...rest] = path.split('.');
  const table = form.tables.find((each) => each.name === first);
  const name = table ? rest[1] : first;
  const field = (table ?? form).fields.find((each) => each.name === name);
  return field !== undefined && field.readonly && name !== 'state';
}

/**
 * One entry's changes: first what somebody did, then what follows from it. What this form does not
 * know by name is left out.
 */
export function changesIn(reader: Reader, changes: Readonly<Record<string, unknown>>): Change[] {
  const all = Object.entries(changes);
  const computed = (one: (typeof all)[number]) => isComputed(reader.form, one[0]);
  const inOrder = [...all.filter((one) => !computed(one)), ...all.filter(computed)];
  return inOrder.flatMap(([path, pair]) => {
    if (!Array.isArray(pair)) return [];
    const [first = '', ...rest] = path.split('.');
    const { form, words } = reader;
    const table = form.tables.find((each) => each.name === first);
    if (table) return rest.length ? inTable(reader, table, rest, pair) : [];
    if (first === 'reason') {
      return [{ label: words.reason, before: '', after: String(pair[1] ?? '') }];
    }
    if (first === 'comment') {
      const [before, after] = pair.map((each) => (typeof each === 'string' ? each : ''));
      return [{ label: words.comment, before: before ?? '', after: after ?? '' }];
    }
    if (first === '') {
      const [before, after] = pair.map((each) => summary(reader, form.fields, each));
      return [{ label: form.label, before: before ?? '', after: after ?? '' }];
    }
    const field = form.fields.find((each) => each.name === first);
    return field && !isInner(field) ? [told(reader, field, field.label, pair)] : [];
  });
}
