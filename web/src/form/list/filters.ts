/** Filters as the address line keeps them, and as the server is asked. */
import { fieldOf, type Condition, type Field, type Form } from '../form';
import { kindViews, type FilterShape } from '../kinds';

/** Everything after the question mark; all of it text. */
export type Search = Record<string, string>;

const OWN = new Set(['q', 'sort']);

/** `from..to`; either end may be missing. */
export function readRange(text: string): [string, string] {
  const [from = '', to = ''] = text.split('..');
  return [from, to];
}

export function writeRange(from: string, to: string): string {
  return from || to ? `${from}..${to}` : '';
}

function ends(name: string, text: string): Condition[] {
  const [from, to] = readRange(text);
  return [
    ...(from ? [[name, '>=', from] as Condition] : []),
    ...(to ? [[name, '<=', to] as Condition] : []),
  ];
}

const conditions: Record<FilterShape, (name: string, text: string, field: Field) => Condition[]> = {
  text: (name, text) => [[name, 'contains', text]],
  days: (name, text, field) => {
    if (field.kind === 'date') return ends(name, text);
    const [from, to] = readRange(text);
    const late = to && /^\d{4}-\d\d-\d\d$/.test(to) ? endOfDay(to) : to;
    return ends(name, writeRange(from ? startOfDay(from) : '', late));
  },
  numbers: ends,
  choice: (name, text) => {
    const values = text.split(',');
    return values.length > 1 ? [[name, 'in', values]] : [[name, '=', text]];
  },
  boolean: (name, text) => [[name, '=', text === 'true']],
  reference: (name, text, field) => [[name, isBranch(field) ? 'below' : '=', text]],
};

/** Its records lie inside one another: one of them stands for all inside it as well. */
export function isBranch(field: Field): boolean {
  return field.operators?.includes('below') ?? false;
}

/**
 * What a list is divided by, beside it: products by their category. Documents are not, though one
 * can look for those of a department.
 */
export function branchOf(form: Form): Field | undefined {
  if (form.kind === 'document') return undefined;
  return form.list.filters
    .filter((name) => form.list.columns.includes(name))
    .flatMap((name) => fieldOf(form, name) ?? [])
    .find((field) => isBranch(field));
}

function startOfDay(day: string): string {
  return new Date(`${day}T00:00:00`).toISOString();
}

function endOfDay(day: string): string {
  return new Date(`${day}T23:59:59.999`).toISOString();
}

/** Names that the form does not know are left alone: an old link still opens. */
export function conditionsOf(form: Form, search: Search): Condition[] {
  return Object.entries(search).flatMap(([name, text]) => {
    const field = fieldOf(form, name);
    if (OWN.has(name) || !field || !text) return [];
    return conditions[kindViews[field.kind].filter](name, text, field);
  });
}

export function hasFilters(form: Form, search: Search): boolean {
  return Boolean(search['q']) || conditionsOf(form, search).length > 0;
}

/** One value changed; empty ones leave the address line. */
export function withValue(search: Search, name: string, text: string): Search {
  const rest = Object.fromEntries(Object.entries(search).filter(([key]) => key !== name));
  return text ? { ...rest, [name]: text } : rest;
}
