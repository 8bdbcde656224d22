/** What can be promised of each variant, asked for all of them at once. */
import { useQuery } from '@tanstack/react-query';

import { send } from '@/lib/api';
import type { Served } from '@/lib/server';
import { may, useSession } from '@/lib/session';
import type { RecordData } from '../form';
import { recordQuery } from '../records';

export type Offer = Served<'OfferList'>['items'][number];

const NONE: ReadonlyMap<string, Offer> = new Map();
/** So many are asked about at a time. */
const MOST = 1_000;

export function useOffersOf(
  variants: readonly RecordData[],
  warehouse: string,
  enabled: boolean,
): ReadonlyMap<string, Offer> {
  const seen = may(useSession(), 'stock', 'view');
  const products = variants.slice(0, MOST).map((variant) => variant.id);
  const { data } = useQuery({
    queryKey: ['stock', 'of many', warehouse, products],
    queryFn: async ({ signal }) => {
      const body = { products, warehouse: warehouse || null, orders: [] };
      const request = { method: 'POST', body, signal } as const;
      const { items } = (await send<Served<'OfferList'>>('/api/v1/stock/availability', request))
        .data;
      return new Map(items.map((item) => [item.product, item]));
    },
    enabled: enabled && seen && products.length > 0,
  });
  return data ?? NONE;
}

export function useAvailable(
  variants: readonly RecordData[],
  warehouse: string,
  enabled: boolean,
): ReadonlyMap<string, string> {
  const offers = useOffersOf(variants, warehouse, enabled);
  return new Map([...offers].map(([id, offer]) => [id, offer.available]));
}

/** How many digits quantities of this unit have after the point; null while nobody knows. */
export function useDigits(unit: string): number | null {
  const seen = may(useSession(), 'unit', 'view');
  const { data } = useQuery({ ...recordQuery('unit', unit), enabled: seen && unit !== '' });
  return typeof data?.['digits'] === 'number' ? data['digits'] : null;
}
