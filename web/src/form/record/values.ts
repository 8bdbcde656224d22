/** What the header of a record holds, as loaded or as it begins. */
import { isReference, type Field, type Form, type RecordData, type Value } from '../form';
import { kindViews } from '../kinds';
import { joinSerials } from '../lines/serials';
import type { Usual } from './usual';

export function asValue(value: unknown): Value {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') {
    return value;
  }
  if (Array.isArray(value)) return joinSerials(value as string[]);
  return isReference(value) ? value : null;
}

export function startValue(field: Field, today: string): Value {
  if (field.default !== null && field.default !== undefined) return asValue(field.default);
  if (field.kind === 'date' && field.name === 'date') return today;
  return asValue(kindViews[field.kind].blank);
}

export function loaded(
  form: Form,
  record: RecordData | null,
  today: string,
  usual: Usual,
): Record<string, Value> {
  const entries = form.fields.map((field): [string, Value] => [
    field.name,
    record ? asValue(record[field.name]) : (usual[field.name] ?? startValue(field, today)),
  ]);
  return Object.fromEntries(entries);
}

/** One record is the same whatever is known of it; nothing is nothing. */
export function sameValue(a: Value, b: Value): boolean {
  if (isReference(a) && isReference(b)) return a.id === b.id;
  return (a ?? '') === (b ?? '');
}
