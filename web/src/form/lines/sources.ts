/** Open lines of earlier documents, from which the lines of a new one are filled. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';

import type { Row, Values } from '@/grid/rows';
import { get } from '@/lib/api';
import { Decimal, decimal, plainNumber } from '@/lib/decimal';
import { isReference, type Form, type Value } from '../form';

export interface Offered {
  source: { form: string; label: string; id: string; number: string; date: string | null };
  line: Record<string, unknown>;
}

export interface Offer {
  items: Offered[];
  /** there are later ones than these */
  more: boolean;
}

export interface Group {
  source: Offered['source'];
  items: Offered[];
}

/** What the header says of whose lines are wanted; null while it does not say all of it. */
export function askedOf(form: Form, values: Record<string, Value>): Record<string, string> | null {
  const asked: Record<string, string> = {};
  for (const name of form.sources?.header ?? []) {
    const value = values[name];
    if (!isReference(value)) return null;
    asked[name] = value.id;
  }
  return asked;
}

export function useOffer(form: string, asked: Record<string, string>, q: string) {
  return useQuery({
    queryKey: ['records', form, 'sources', asked, q],
    queryFn: ({ signal }) =>
      get<Offer>(`/api/v1/records/${form}/sources`, { ...asked, ...(q ? { q } : {}) }, signal),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}

/** Which earlier line it is: `links` are the cells that may say it. */
export function keyOf(line: Record<string, unknown> | Values, links: readonly string[]): string {
  for (const name of links) {
    const value = line[name];
    if (typeof value === 'string' && value) return value;
  }
  return '';
}

/** Without those that stand in the document already; by document, in the server's order. */
export function groupsOf(
  items: readonly Offered[],
  rows: readonly Row[],
  links: readonly string[],
): Group[] {
  const taken = new Set(rows.map(({ values }) => keyOf(values, links)));
  const groups = new Map<string, Group>();
  for (const item of items) {
    if (taken.has(keyOf(item.line, links))) continue;
    const { source } = item;
    const group = groups.get(source.id) ?? { source, items: [] };
    group.items.push(item);
    groups.set(source.id, group);
  }
  return [...groups.values()];
}

/** What these lines come to; null where they say nothing of money. */
export function worthOf(items: readonly Offered[]): string | null {
  if (!items.some(({ line }) => 'total' in line)) return null;
  const sum = items.reduce(
    (all, { line }) => all.plus(decimal(line['total']) ?? 0),
    new Decimal(0),
  );
  return plainNumber(sum);
}
