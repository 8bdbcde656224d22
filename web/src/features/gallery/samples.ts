/** A field of every kind that needs no server, and some rows. */
import type { Field, Kind } from '@/form/form';

function sample(kind: Kind, start: unknown, more: Partial<Field> = {}): Field {
  return {
    name: kind,
    label: kind,
    kind,
    required: false,
    readonly: false,
    default: start,
    help: '',
    to: null,
    filter: [],
    digits: null,
    max_length: null,
    options: null,
    min: null,
    max: null,
    ...more,
  };
}

const OPTIONS = ['one', 'two', 'three'].map((value) => ({ value, label: value }));

export const fields: Field[] = [
  sample('text', 'M8×30', { required: true }),
  sample('choice', 'one', { options: OPTIONS }),
  sample('money', '1234.5'),
  sample('quantity', '12', { help: 'help below the field' }),
  sample('percent', '13'),
  sample('date', '2026-01-15'),
  sample('boolean', true),
  sample('long_text', ''),
  sample('text', '', { name: 'refused', label: 'refused' }),
  sample('price', 'abc', { name: 'wrong', label: 'not a number' }),
];

export interface SampleRow {
  id: string;
  [field: string]: unknown;
}

export const rows: SampleRow[] = ['LS8', 'LS10', 'JS'].map((text, index) => ({
  id: text,
  text,
  choice: OPTIONS[index]?.value,
  money: String((index + 1) * 1111.11),
}));
