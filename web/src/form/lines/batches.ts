/** Goods that are kept in batches: which columns tell of them, and what lies of each batch. */
import { useQuery, useQueryClient } from '@tanstack/react-query';

import type { Column } from '@/grid/columns';
import { isEmpty, type Row } from '@/grid/rows';
import { get } from '@/lib/api';
import { isReference, type Form } from '../form';
import { loadProduct } from './product';
import { BATCHED, keptOf, SERIALIZED } from './roles';
import { SERIALS } from './serials';

/** The cell of a line that says which batch it is. */
export const BATCH = 'batch';
const ABOUT = new Set([BATCH, 'produced_on', 'expires_on', 'supplier_batch']);
/** How the goods of a header are kept that is about some itself (an assembly's product). */
export interface Kept {
  readonly [BATCHED]: boolean;
  readonly [SERIALIZED]: boolean;
  /** the unit in which they are counted */
  readonly base: string;
}

export interface BatchThere {
  batch: string;
  number: string;
  produced_on: string | null;
  expires_on: string | null;
  state: 'good' | 'near' | 'expired' | 'held';
  /** in base units */
  quantity: string;
}

export async function batchesThere(product: string, warehouse: string): Promise<BatchThere[]> {
  const found = await get<{ items: BatchThere[] }>('/api/v1/stock/batches', {
    product,
    warehouse,
    limit: 500,
  });
  // What is still on its way cannot be taken.
  return found.items.filter(({ quantity }) => Number(quantity) !== 0);
}

/** As soon as its goods are chosen; undefined where it is about none, or nothing is known yet. */
export function useKeptHeader(
  { fields }: Pick<Form, 'fields'>,
  values: Readonly<Record<string, unknown>>,
): Kept | undefined {
  const client = useQueryClient();
  const product = values['product'];
  const id = isReference(product) ? product.id : '';
  const { data } = useQuery({
    queryKey: ['product', 'kept', id],
    queryFn: async () => {
      const product = await loadProduct(client, id);
      const { unit } = product;
      return { ...keptOf(product), base: isReference(unit) ? unit.id : '' };
    },
    enabled: id !== '' && fields.some((field) => field.name === BATCHED),
    staleTime: 60_000,
  });
  return data;
}

export function isBatched(row: Row): boolean {
  return row.values[BATCHED] === true;
}

/** The label on a box of such goods says which batch it is. */
export const TAKES_BATCH: Pick<Column, 'takesScan'> = {
  takesScan: (row, code) => (isBatched(row) ? code : undefined),
};

/** Nobody reads of batches in documents that have none. */
export function withBatches(columns: readonly Column[], rows: readonly Row[]): readonly Column[] {
  const about = columns.filter(({ name }) => ABOUT.has(name));
  const told = (row: Row) => isBatched(row) || about.some(({ name }) => !isEmpty(row.values[name]));
  if (about.length === 0 || !columns.some(({ name }) => name === BATCH) || rows.some(told)) {
    return columns;
  }
  return columns.filter((column) => !about.includes(column));
}

/**
 * Likewise of a header that is about goods itself (an assembly): a field of a batch or of serial
 * numbers stands aside unless its goods are kept so, something was said there, or the server asks
 * for it.
 */
export function isAside(
  { fields }: Pick<Form, 'fields'>,
  name: string,
  values: Readonly<Record<string, unknown>>,
  refusals: Readonly<Record<string, string>>,
): boolean {
  const said = values[name] !== undefined && values[name] !== null && values[name] !== '';
  if (said || name in refusals || !fields.some((field) => field.name === BATCHED)) return false;
  if (name === SERIALS) return values[SERIALIZED] !== true;
  return ABOUT.has(name) && values[BATCHED] !== true;
}
