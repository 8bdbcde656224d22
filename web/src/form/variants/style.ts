/** A style with the values of its attributes and the products that are its variants. */
import { queryOptions, type QueryClient } from '@tanstack/react-query';

import { isReference, nameOf, type RecordData } from '../form';
import { PRODUCT_CARD, text } from '../lines/product';
import { allRecords, formQuery, recordQuery } from '../records';

export const PLACES = ['value1', 'value2', 'value3'] as const;

export interface Axis {
  name: string;
  /** in the order of the attribute */
  values: readonly string[];
}

export interface Style {
  record: RecordData;
  axes: readonly Axis[];
  /** archived ones too */
  variants: readonly RecordData[];
}

/** The values of a variant, as many as its style has attributes. */
export function valuesOf(variant: RecordData, axes: readonly Axis[]): string[] {
  return axes.map((_, index) => text(variant[PLACES[index] ?? '']));
}

/** As they stand in a sheet: along its rows. */
export function inOrder(variants: readonly RecordData[], axes: readonly Axis[]): RecordData[] {
  const places = new Map(
    variants.map((variant) => [
      variant.id,
      valuesOf(variant, axes).map((value, index) => axes[index]?.values.indexOf(value) ?? 0),
    ]),
  );
  const compare = (a: RecordData, b: RecordData) => {
    const [one = [], other = []] = [places.get(a.id), places.get(b.id)];
    const at = one.findIndex((place, index) => place !== other[index]);
    return at < 0 ? 0 : (one[at] ?? 0) - (other[at] ?? 0);
  };
  return variants.toSorted(compare);
}

async function axisOf(client: QueryClient, record: RecordData, place: string): Promise<Axis[]> {
  const attribute = record[place];
  if (!isReference(attribute)) return [];
  const found = await client.fetchQuery({
    ...recordQuery('attribute', attribute.id),
    staleTime: 30_000,
  });
  const rows = Array.isArray(found['values']) ? (found['values'] as Record<string, unknown>[]) : [];
  return [
    {
      name: attribute.name ?? nameOf(attribute),
      values: rows.map((row) => text(row['name'])),
    },
  ];
}

async function variantsOf(client: QueryClient, style: string): Promise<RecordData[]> {
  const form = await client.ensureQueryData(formQuery('product'));
  const known = new Set(form.fields.map((field) => field.name));
  const wanted = [...PRODUCT_CARD, ...PLACES, 'active'].filter((name) => known.has(name));
  return allRecords('product', {
    filter: [['style', '=', style]],
    fields: [...wanted, 'units'],
    limit: 100,
  });
}

export function styleQuery(client: QueryClient, id: string) {
  return queryOptions({
    queryKey: ['records', 'style', 'matrix', id],
    queryFn: async (): Promise<Style> => {
      const [record, variants] = await Promise.all([
        client.fetchQuery({ ...recordQuery('style', id), staleTime: 30_000 }),
        variantsOf(client, id),
      ]);
      const axes = await Promise.all(
        ['attribute1', 'attribute2', 'attribute3'].map((place) => axisOf(client, record, place)),
      );
      return { record, axes: axes.flat(), variants: inOrder(variants, axes.flat()) };
    },
  });
}
