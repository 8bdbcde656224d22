/** Movements of a piece or a batch, as a report tells them. Pure. */
import type { Reference } from '@/form/form';

export interface DocumentCell {
  id: string;
  form: string;
  number: string;
}
export type Row = Record<string, string | number | Reference | DocumentCell | null>;
export interface Definition {
  views: {
    name: string;
    columns: { name: string; options: { value: string; label: string }[] }[];
  }[];
}

export interface Movement {
  day: string;
  /** in words */
  way: string;
  document: DocumentCell | null;
  /** with whom, in which warehouse, by way of which goods */
  about: string;
  quantity: string;
}

const word = (value: unknown) => (typeof value === 'string' ? value : '');

function called(value: Row[string] | undefined): string {
  return typeof value === 'object' && value && 'name' in value ? (value.name ?? '') : '';
}

export function movementOf(row: Row, definition: Definition): Movement {
  const view = definition.views.find((one) => one.name === 'entry');
  const inWords = (name: string) => {
    const options = view?.columns.find((one) => one.name === name)?.options ?? [];
    return options.find(({ value }) => value === row[name])?.label ?? '';
  };
  const told = row['document'];
  const document = told && typeof told === 'object' && 'form' in told ? told : null;
  // What was done is plain; that it was undone is not.
  const kind = row['kind'] === 'post' ? '' : inWords('kind');
  const about = [called(row['partner']), called(row['warehouse']), called(row['through'])];
  return {
    day: word(row['day']),
    way: [inWords('way'), kind].filter(Boolean).join(' · '),
    document,
    about: about.filter(Boolean).join(' · '),
    quantity: word(row['quantity']),
  };
}
