/** What is typed into a list and not saved yet. Pure. */
import { Problem } from '@/lib/problem';
import {
  fieldOf,
  isReference,
  type Field,
  type Form,
  type Kind,
  type RecordData,
  type Value,
} from '../form';

const PLAIN = new Set<Kind>([
  ...(['text', 'number', 'quantity', 'price', 'money', 'rate', 'percent'] as const),
  ...(['boolean', 'date', 'choice', 'reference'] as const),
]);

/** What of a row was typed and is not saved. */
export interface Draft {
  values: Record<string, Value>;
  /** by field; what is of none stands under nothing */
  errors: Record<string, string>;
  /** what stood there when it was typed */
  onto: Record<string, Value>;
  /** what the row is called: it may stand in another part of the list by now */
  title: string;
  /** somebody else changed the row meanwhile: the list shows theirs */
  stale: boolean;
  /** somebody deleted the row meanwhile: as the list showed it */
  gone?: RecordData | undefined;
}

export interface Place {
  id: string;
  column: string;
}

/** What can be taken back: what stood there before. */
export interface Saved {
  id: string;
  title: string;
  before: Record<string, Value>;
  after: Record<string, Value>;
}

/** The field of a column, if it is typed into as it stands there. */
export function typedField(form: Form, column: string): Field | null {
  const field = fieldOf(form, column);
  const may = form.kind === 'master' && form.operations.includes('edit');
  return may && field && !field.readonly && PLAIN.has(field.kind) ? field : null;
}

export const valueOf = (row: RecordData, name: string): Value => (row[name] ?? null) as Value;

export function titleOf(form: Form, row: RecordData): string {
  return String(row[form.list.columns[0] ?? ''] || row[form.title_field] || '');
}

const told = (value: Value) => (isReference(value) ? value.id : (value ?? ''));
const same = (one: Value, other: Value) => told(one) === told(other);

/** What differs from the row as it stands in the list. */
export function changesOf(row: RecordData, { values }: Draft): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !same(value, valueOf(row, name))),
  );
}

/** What somebody else changed since it was typed over. */
export function isOvertaken(row: RecordData, draft: Draft): boolean {
  return Object.keys(changesOf(row, draft)).some(
    (name) => name in draft.onto && !same(draft.onto[name] ?? null, valueOf(row, name)),
  );
}

export function isGone(error: unknown): boolean {
  return error instanceof Problem && error.status === 404;
}

/** What a refusal says of each field; what is of none stands under nothing. */
export function errorsOf(error: unknown, form: Form, network: string): Record<string, string> {
  if (!(error instanceof Problem)) throw error;
  if (error.errors.length === 0) return { '': error.message || network };
  return Object.fromEntries(
    error.errors.map(({ field, message }) => [field && fieldOf(form, field) ? field : '', message]),
  );
}

/** What was typed since a draft was sent, onto the row as it is then; null when that is nothing. */
export function typedSince(sent: Draft, now: Draft | undefined, row: RecordData): Draft | null {
  if (!now) return null;
  const since = namesSince(sent, now);
  if (since.length === 0) return null;
  const onto = (name: string) =>
    name in sent.values ? valueOf(row, name) : (now.onto[name] ?? null);
  return {
    values: Object.fromEntries(since.map((name) => [name, now.values[name] ?? null])),
    onto: Object.fromEntries(since.map((name) => [name, onto(name)])),
    errors: {},
    title: now.title,
    stale: false,
  };
}

function namesSince(sent: Draft, now: Draft): string[] {
  return Object.keys(now.values).filter(
    (name) => !(name in sent.values) || !same(now.values[name] ?? null, sent.values[name] ?? null),
  );
}

/** A refusal of what was sent; what was typed since is not refused yet. */
export function refused(
  sent: Draft,
  now: Draft | undefined,
  errors: Record<string, string>,
): Draft {
  const since = now ? namesSince(sent, now) : [];
  const left = Object.entries(errors).filter(([name]) => !since.includes(name));
  return { ...(now ?? sent), errors: Object.fromEntries(left) };
}

/** A draft with one more cell typed into. */
export function withCell(
  form: Form,
  row: RecordData | undefined,
  draft: Draft | undefined,
  name: string,
  value: Value,
): Draft {
  const { [name]: mended, ...errors } = draft?.errors ?? {};
  void mended;
  return {
    values: { ...draft?.values, [name]: value },
    onto: { [name]: row ? valueOf(row, name) : null, ...draft?.onto },
    errors,
    title: row ? titleOf(form, row) : (draft?.title ?? ''),
    stale: draft?.stale ?? false,
    gone: draft?.gone,
  };
}

/** Without that cell; null when nothing is left. */
export function withoutCell(draft: Draft, name: string): Draft | null {
  const rest = (values: Record<string, Value>) =>
    Object.fromEntries(Object.entries(values).filter(([each]) => each !== name));
  const values = rest(draft.values);
  return Object.keys(values).length > 0 ? { ...draft, values, onto: rest(draft.onto) } : null;
}

/** What stood there before, to be saved once more. */
export function takenBack({ title, before, after }: Saved, draft: Draft | undefined): Draft {
  return {
    values: { ...draft?.values, ...before },
    onto: { ...draft?.onto, ...after },
    errors: {},
    title,
    stale: false,
  };
}
