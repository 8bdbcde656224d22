/** What is available of a line's product, beside its quantity; red when the document asks for more. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { useTranslation } from 'react-i18next';

import type { Row } from '@/grid/rows';
import { get } from '@/lib/api';
import { Decimal, decimal, showNumber } from '@/lib/decimal';
import { baseQuantity, factorOf, idOf } from './roles';

interface Available {
  product: string;
  on_hand: string;
  reserved: string;
  available: string;
}

/** Many cells ask at once; one request a warehouse answers them. */
class Gatherer {
  private readonly waiting = new Map<string, Map<string, ((found: Available | null) => void)[]>>();

  ask(warehouse: string, product: string): Promise<Available | null> {
    return new Promise((resolve) => {
      let products = this.waiting.get(warehouse);
      if (!products) {
        products = new Map();
        this.waiting.set(warehouse, products);
        setTimeout(() => void this.send(warehouse), 20);
      }
      products.set(product, [...(products.get(product) ?? []), resolve]);
    });
  }

  private async send(warehouse: string): Promise<void> {
    const products = this.waiting.get(warehouse);
    this.waiting.delete(warehouse);
    if (!products) return;
    const found = await get<{ items: Available[] }>('/api/v1/stock/availability', {
      products: [...products.keys()].join(','),
      warehouse,
    }).catch(() => ({ items: [] }));
    const byProduct = new Map(found.items.map((item) => [item.product, item]));
    for (const [product, answers] of products) {
      for (const answer of answers) answer(byProduct.get(product) ?? null);
    }
  }
}

const gatherer = new Gatherer();

export interface Demand {
  warehouse: string;
  /** product and warehouse → asked for by the whole document, in base units */
  asked: ReadonlyMap<string, Decimal>;
  /** the document was not confirmed yet: what it asks for is not reserved or gone */
  counts: boolean;
}

const nobody: Demand = { warehouse: '', asked: new Map(), counts: false };
export const DemandContext = createContext<Demand>(nobody);

function warehouseOf(row: Row, header: string): string {
  return idOf(row.values['warehouse']) || header;
}

export function demandOf(rows: readonly Row[], warehouse: string, counts: boolean): Demand {
  const asked = new Map<string, Decimal>();
  for (const row of rows) {
    const product = idOf(row.values['product']);
    if (!product) continue;
    const key = `${warehouseOf(row, warehouse)} ${product}`;
    asked.set(key, (asked.get(key) ?? new Decimal(0)).plus(baseQuantity(row)));
  }
  return { warehouse, asked, counts };
}

/** A line from an order takes what that order has reserved. */
function roomFor(found: Available, row: Row, asked: Decimal): Decimal {
  const available = decimal(found.available) ?? new Decimal(0);
  if (!row.values['order_line']) return available;
  const reserved = decimal(found.reserved) ?? new Decimal(0);
  return available.plus(reserved.lt(asked) ? reserved : asked);
}

export function AvailableNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const demand = useContext(DemandContext);
  const product = idOf(row.values['product']);
  const warehouse = warehouseOf(row, demand.warehouse);
  const { data } = useQuery({
    queryKey: ['stock', 'availability', warehouse, product],
    queryFn: () => gatherer.ask(warehouse, product),
    enabled: demand.counts && product !== '' && warehouse !== '',
    staleTime: 15_000,
  });
  if (!demand.counts || !data || !product) return null;
  const asked = demand.asked.get(`${warehouse} ${product}`) ?? new Decimal(0);
  const short = asked.gt(roomFor(data, row, asked));
  const isBase = factorOf(row.values).eq(1);
  const text = t('lines.available', { quantity: showNumber(data.available) });
  return (
    <span
      className={short ? 'available is-short' : 'available'}
      title={isBase ? text : `${text} (${t('lines.inBase')})`}
      aria-label={short ? `${text}, ${t('lines.short')}` : text}
      data-testid="available"
      data-short={short}
    >
      {showNumber(data.available)}
    </span>
  );
}
