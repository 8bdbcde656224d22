/** The audit trail in the words of the form: labels, names, before and after. Pure. */
import { isReference, nameOf, type Field, type Form, type RecordData, type Table } from '../form';
import { showValue, type Setting } from '../kinds';

export interface Change {
  label: string;
  before: string;
  after: string;
}

/** Of one entry: what somebody did, and what followed from it by itself. */
export interface Changes {
  done: Change[];
  follows: Change[];
}

interface Told extends Change {
  follows: boolean;
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

/** A row that came or went: what was typed, and what followed from it. */
function whole(
  reader: Reader,
  label: string,
  fields: readonly Field[],
  [before, after]: unknown[],
): Told[] {
  return [false, true].flatMap((follows) => {
    const some = fields.filter((field) => isDerived(field) === follows);
    const change = {
      label,
      before: summary(reader, some, before),
      after: summary(reader, some, after),
      follows,
    };
    return change.before || change.after ? [change] : [];
  });
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

function inTable(reader: Reader, table: Table, rest: string[], pair: unknown[]): Told[] {
  const [line = '', cell] = rest;
  const label = lineLabel(reader, table, line);
  if (cell === undefined) return whole(reader, label, columnsOf(table), pair);
  const field = table.fields.find((each) => each.name === cell);
  if (!field || isInner(field)) return [];
  return [told(reader, field, `${label} ${field.label}`, pair)];
}

function told(reader: Reader, field: Field, label: string, [before, after]: unknown[]): Told {
  return {
    label,
    before: textOf(reader, field, before),
    after: textOf(reader, field, after),
    follows: isDerived(field),
  };
}

/** Follows from what somebody did: amounts, taxes, quantities in base units. */
function isDerived({ name, readonly }: Field): boolean {
  return readonly && name !== 'state' && name !== 'number';
}

/**
 * One entry's changes: what somebody did, and apart from it what follows. What this form does not
 * know by name is left out.
 */
export function changesIn(reader: Reader, changes: Readonly<Record<string, unknown>>): Changes {
  const all = Object.entries(changes).flatMap(([path, pair]) =>
    Array.isArray(pair) ? changeAt(reader, path.split('.'), pair) : [],
  );
  const some = (wanted: boolean) =>
    all
      .filter(({ follows }) => follows === wanted)
      .map(({ label, before, after }) => ({ label, before, after }));
  return { done: some(false), follows: some(true) };
}

function changeAt(reader: Reader, [first = '', ...rest]: string[], pair: unknown[]): Told[] {
  const { form, words } = reader;
  const said = (label: string, before: unknown, after: unknown): Told[] => {
    const text = (value: unknown) => (typeof value === 'string' ? value : '');
    return [{ label, before: text(before), after: text(after), follows: false }];
  };
  const table = form.tables.find((each) => each.name === first);
  if (table) return rest.length ? inTable(reader, table, rest, pair) : [];
  if (first === 'reason') return said(words.reason, '', pair[1]);
  if (first === 'comment') return said(words.comment, pair[0], pair[1]);
  if (first === '') return whole(reader, form.label, form.fields, pair);
  const field = form.fields.find((each) => each.name === first);
  return field && !isInner(field) ? [told(reader, field, field.label, pair)] : [];
}
