/** The warehouse that a person took last: most people work in one, and a new document begins with it. */
import { recall, remember } from '@/lib/remember';
import { isReference, type Form, type RecordData, type Value } from '../form';

export type Usual = Readonly<Record<string, Value>>;

export interface Who {
  user: string;
  company: string;
}

const FIELD = 'warehouse';

const place = ({ user, company }: Who) => `usual:${company}:${user}:${FIELD}`;

const has = (form: Form) =>
  form.fields.some(
    (one) => one.name === FIELD && one.to === FIELD && one.required && !one.readonly,
  );

/** What a new record of the form begins with. */
export function usualOf(form: Form, who: Who): Usual {
  const kept = has(form) ? recall(place(who)) : null;
  if (kept === null) return {};
  try {
    const value: unknown = JSON.parse(kept);
    return isReference(value) ? { [FIELD]: value } : {};
  } catch {
    return {};
  }
}

/** Of a record that was made just now. */
export function keepUsual(form: Form, record: RecordData, who: Who): void {
  const value = record[FIELD];
  if (has(form) && isReference(value)) remember(place(who), JSON.stringify(value));
}
