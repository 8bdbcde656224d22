/** What is typed into a list and not saved yet. Pure. */
import { Problem } from '@/lib/problem';
import { fieldOf, type Field, type Form, type Kind, type RecordData, type Value } from '../form';

const PLAIN = new Set<Kind>([
  ...(['text', 'number', 'quantity', 'price', 'money', 'rate', 'percent'] as const),
  ...(['boolean', 'date', 'choice'] as const),
]);

/** What of a row was typed and is not saved. */
export interface Draft {
  values: Record<string, Value>;
  /** by field; what is of none stands under nothing */
  errors: Record<string, string>;
  /** somebody else changed the row meanwhile: the list shows theirs */
  stale: boolean;
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

const same = (one: Value, other: Value) => (one ?? '') === (other ?? '');

/** What differs from the row as it stands in the list. */
export function changesOf(row: RecordData, { values }: Draft): Record<string, Value> {
  return Object.fromEntries(
    Object.entries(values).filter(([name, value]) => !same(value, valueOf(row, name))),
  );
}

/** What a refusal says of each field; what is of none stands under nothing. */
export function errorsOf(error: unknown, form: Form, network: string): Record<string, string> {
  if (!(error instanceof Problem)) throw error;
  if (error.errors.length === 0) return { '': error.message || network };
  return Object.fromEntries(
    error.errors.map(({ field, message }) => [field && fieldOf(form, field) ? field : '', message]),
  );
}

/** What was typed since a draft was sent; null when that is nothing. */
export function typedSince(sent: Draft, now: Draft | undefined): Draft | null {
  const values = Object.fromEntries(
    Object.entries(now?.values ?? {}).filter(
      ([name, value]) => !(name in sent.values) || !same(value, sent.values[name] ?? null),
    ),
  );
  return Object.keys(values).length > 0 ? { values, errors: {}, stale: false } : null;
}

/** A refusal of what was sent; what was typed since is not refused yet. */
export function refused(
  sent: Draft,
  now: Draft | undefined,
  errors: Record<string, string>,
): Draft {
  const since = typedSince(sent, now)?.values ?? {};
  const left = Object.entries(errors).filter(([name]) => !(name in since));
  return { ...(now ?? sent), errors: Object.fromEntries(left) };
}
