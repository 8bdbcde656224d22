/** Locations of a warehouse: where a line's goods are put, or from where they are taken. */
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';

import type { Column, Lookup } from '@/grid/columns';
import { isEmpty, type Row } from '@/grid/rows';
import { isReference, type Field, type Form, type Table } from '../form';
import { allRecords } from '../records';
import { finder, recordLookup, type LineSetting } from './lookups';
import { idOf } from './roles';

const LOCATION = 'location';
/** Where goods arrive that come from another location. */
const INTO = 'into_location';
const PLACES = new Set([LOCATION, INTO]);

export function isPlace(field: Pick<Field, 'name' | 'to'>): boolean {
  return field.to === LOCATION && PLACES.has(field.name);
}

/** The warehouses that have locations, for who has a field of one; few, and none in most companies. */
export function useLocated(asker?: Pick<Table, 'fields'>): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: ['records', 'warehouse', 'located'],
    queryFn: () => allRecords('warehouse', { filter: [['located', '=', true]], fields: ['code'] }),
    enabled: !asker || asker.fields.some(isPlace),
    staleTime: 60_000,
  });
  return useMemo(() => new Set(data?.map(({ id }) => id)), [data]);
}

/** Nobody reads of locations where there are none; `always`: the document is about nothing else. */
export function withPlaces(
  columns: readonly Column[],
  rows: readonly Row[],
  header: Readonly<Record<string, unknown>>,
  located: ReadonlySet<string>,
  always = false,
): readonly Column[] {
  if (always) return columns;
  const of = (name: string) => {
    const value = header[name];
    return isReference(value) && located.has(value.id);
  };
  const own = rows.some(({ values }) => located.has(idOf(values['warehouse'])));
  const shown = (name: string) =>
    (name === INTO ? of('into') : of('warehouse') || of('into') || own) ||
    rows.some(({ values }) => !isEmpty(values[name]));
  const kept = columns.filter(({ name }) => !PLACES.has(name) || shown(name));
  return kept.length === columns.length ? columns : kept;
}

/** A document that says from which location to which, within one warehouse. */
export function isMove({ fields, tables }: Pick<Form, 'fields' | 'tables'>): boolean {
  const two = tables.some((table) => table.fields.some(({ name }) => name === INTO));
  return two && !fields.some(({ name }) => name === 'into');
}

/** Likewise of a field of the header, unless something was said there or is asked for. */
export function isPlaceAside(
  field: Field,
  values: Readonly<Record<string, unknown>>,
  refusals: Readonly<Record<string, string>>,
  located: ReadonlySet<string>,
): boolean {
  if (!isPlace(field) || isReference(values[field.name]) || field.name in refusals) return false;
  return !['warehouse', 'into'].some((name) => {
    const value = values[name];
    return isReference(value) && located.has(value.id);
  });
}

/** The innermost locations of the line's warehouse. */
export function placeLookup(field: Field, setting: LineSetting): Lookup {
  const find = finder(setting.client, LOCATION);
  const among = (row: Row | undefined): Lookup => {
    const own = row ? idOf(row.values['warehouse']) : '';
    const two = setting.table.fields.some(({ name }) => name === INTO);
    const into = setting.into ?? '';
    const whole = field.name === INTO ? [into || setting.warehouse] : [setting.warehouse, into];
    const header = two && field.name === LOCATION ? [setting.warehouse] : whole;
    const ids = (own ? [own] : header).filter((id): id is string => Boolean(id));
    const filter = ids.length ? [...field.filter, ['warehouse', 'in', ids]] : field.filter;
    return recordLookup({ ...field, filter: filter as Field['filter'] }, find);
  };
  return {
    search: (typed, row, signal) => among(row).search(typed, row, signal),
    resolve: (typed, rows) => among(rows[0]).resolve(typed, rows),
  };
}
