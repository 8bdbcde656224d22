/** A product and its units, as the lines need them. */
import type { QueryClient } from '@tanstack/react-query';

import { decimal, Decimal, plainNumber, round } from '@/lib/decimal';
import { isReference, type Condition, type RecordData, type Reference } from '../form';
import { findMeant, findRecords, formQuery, recordQuery, type Wanted } from '../records';

export interface ProductUnit {
  unit: Reference;
  /** base units in one of this unit: numerator ÷ denominator */
  factor: Decimal;
  numerator: string;
  denominator: string;
  barcode: string;
  salesPrice: string | null;
}

export function text(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function unitRow(row: Record<string, unknown>): ProductUnit[] {
  const { unit } = row;
  const top = decimal(row['numerator']);
  const bottom = decimal(row['denominator']);
  if (!isReference(unit) || !top || !bottom || bottom.eq(0)) return [];
  const price = decimal(row['sales_price']);
  return [
    {
      unit,
      factor: top.div(bottom),
      numerator: plainNumber(top),
      denominator: plainNumber(bottom),
      barcode: text(row['barcode']),
      salesPrice: price && !price.eq(0) ? plainNumber(price) : null,
    },
  ];
}

/** The base unit first. */
export function unitsOf(product: RecordData): ProductUnit[] {
  const rows = Array.isArray(product['units'])
    ? (product['units'] as Record<string, unknown>[])
    : [];
  const base = product['unit'];
  const first: ProductUnit[] = isReference(base)
    ? [
        {
          unit: base,
          factor: new Decimal(1),
          numerator: '1',
          denominator: '1',
          barcode: text(product['barcode']),
          salesPrice: null,
        },
      ]
    : [];
  return [...first, ...rows.flatMap(unitRow)];
}

/** The unit that a bar code means, on the product itself or among its further bar codes. */
export function unitByBarcode(product: RecordData, code: string): ProductUnit | undefined {
  const wanted = code.toUpperCase();
  const units = unitsOf(product);
  const own = units.find((each) => each.barcode.toUpperCase() === wanted);
  if (own) return own;
  const rows = Array.isArray(product['barcodes'])
    ? (product['barcodes'] as Record<string, unknown>[])
    : [];
  const row = rows.find((each) => text(each['barcode']).toUpperCase() === wanted);
  const unit = row?.['unit'];
  return isReference(unit) ? units.find((each) => each.unit.id === unit.id) : undefined;
}

function cardKey(id: string): string[] {
  return ['records', 'product', 'card', id];
}

/** Keeps what a search found, so that choosing it asks nothing more. */
export function keepProduct(client: QueryClient, product: RecordData): void {
  client.setQueryData(cardKey(product.id), product);
}

/** What lines need of a product. */
export const PRODUCT_CARD = [
  'code',
  'name',
  'specification',
  'kind',
  'unit',
  'tax_rate',
  'purchase_price',
  'sales_price',
  'barcode',
  'batched',
  'serialized',
];

/** Products with their units in one answer; only fields that this person may see are asked for. */
export async function findProducts(
  client: QueryClient,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<RecordData[]> {
  const fields = await cardFields(client);
  const found = await findRecords('product', { ...wanted, fields }, signal);
  for (const product of found) keepProduct(client, product);
  return found;
}

/** The same for many codes, of which each means one product or none. */
export async function meantProducts(
  client: QueryClient,
  codes: readonly string[],
  filter: Condition[],
): Promise<(RecordData | null)[]> {
  const found = await findMeant('product', codes, { filter, fields: await cardFields(client) });
  for (const product of new Set(found)) if (product) keepProduct(client, product);
  return found;
}

async function cardFields(client: QueryClient): Promise<string[]> {
  const form = await client.ensureQueryData(formQuery('product'));
  const known = new Set(form.fields.map((field) => field.name));
  return [...PRODUCT_CARD.filter((name) => known.has(name)), 'units', 'barcodes'];
}

export function loadProduct(client: QueryClient, id: string): Promise<RecordData> {
  const known = client.getQueryData<RecordData>(cardKey(id));
  return known
    ? Promise.resolve(known)
    : client.fetchQuery({ ...recordQuery('product', id), staleTime: 60_000 });
}

/** What one of `unit` costs or brings by the product's own prices; null when it has none. */
export function listPrice(
  product: RecordData,
  unit: ProductUnit,
  selling: boolean,
): Decimal | null {
  if (selling && unit.salesPrice) return decimal(unit.salesPrice);
  const price = decimal(product[selling ? 'sales_price' : 'purchase_price']);
  return price && !price.eq(0) ? price.times(unit.factor) : null;
}

/** The same price for another unit; a list price becomes that unit's list price. */
export function convertedPrice(
  price: string,
  product: RecordData,
  from: ProductUnit,
  to: ProductUnit,
  how: { selling: boolean; digits: number },
): string | null {
  const old = decimal(price);
  const oldList = listPrice(product, from, how.selling);
  const newList = listPrice(product, to, how.selling);
  if (newList && (!old || (oldList && round(oldList, how.digits).eq(old)))) {
    return plainNumber(round(newList, how.digits));
  }
  if (!old) return null;
  return plainNumber(round(old.times(to.factor).div(from.factor), how.digits));
}
