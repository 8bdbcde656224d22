/** What is available of the products that a search found, beside their names. */
import i18next from 'i18next';

import type { Candidate } from '@/grid/columns';
import { get } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import type { Served } from '@/lib/server';

type Offers = Served<'OfferList'>;

/** Whoever may not see stock gets the products alone. */
export async function withStock(
  found: Candidate[],
  warehouse: string,
  signal: AbortSignal,
): Promise<Candidate[]> {
  if (found.length === 0) return found;
  const products = found.map(({ chosen }) => chosen.id).join(',');
  const asked = { products, warehouse };
  const offers = await get<Offers>('/api/v1/stock/availability', asked, signal).catch(() => null);
  const byProduct = new Map(offers?.items.map((offer) => [offer.product, offer]));
  return found.map((candidate) => {
    const offer = byProduct.get(candidate.chosen.id);
    if (!offer) return candidate;
    const quantity = offer.available_in_units || showNumber(offer.available);
    const said = i18next.t('lines.available', { quantity });
    return { ...candidate, hint: [candidate.hint, said].filter(Boolean).join(' · ') };
  });
}
