/** What there is of a product for the lines of a document, and what comes. */
import { get } from '@/lib/api';
import { Decimal, decimal } from '@/lib/decimal';

export interface Arrival {
  on: string;
  quantity: string;
}

export interface Available {
  product: string;
  on_hand: string;
  reserved: string;
  available: string;
  /** whole cases and what is left; empty for goods that are counted in their base unit only */
  available_in_units?: string;
  /** what orders ask for that is not there */
  waiting: string;
  /** what purchase orders bring, day by day; what is on its way between warehouses, from today on */
  coming: Arrival[];
  /** by order line, what the orders of this document hold */
  held?: { line: string; quantity: string }[];
}

/** Many cells ask at once; one request a warehouse answers them. */
class Gatherer {
  private readonly waiting = new Map<string, Map<string, ((found: Available | null) => void)[]>>();

  ask(warehouse: string, orders: string, product: string): Promise<Available | null> {
    return new Promise((resolve) => {
      const question = `${warehouse} ${orders}`;
      let products = this.waiting.get(question);
      if (!products) {
        products = new Map();
        this.waiting.set(question, products);
        setTimeout(() => void this.send(warehouse, orders), 20);
      }
      products.set(product, [...(products.get(product) ?? []), resolve]);
    });
  }

  private async send(warehouse: string, orders: string): Promise<void> {
    const question = `${warehouse} ${orders}`;
    const products = this.waiting.get(question);
    this.waiting.delete(question);
    if (!products) return;
    const found = await get<{ items: Available[] }>('/api/v1/stock/availability', {
      products: [...products.keys()].join(','),
      warehouse,
      orders,
      coming: 'true',
    }).catch(() => ({ items: [] }));
    const byProduct = new Map(found.items.map((item) => [item.product, item]));
    for (const [product, answers] of products) {
      for (const answer of answers) answer(byProduct.get(product) ?? null);
    }
  }
}

const gatherer = new Gatherer();

export const offerQuery = (warehouse: string, orders: string, product: string) => ({
  queryKey: ['stock', 'availability', warehouse, orders, product],
  queryFn: () => gatherer.ask(warehouse, orders, product),
  staleTime: 15_000,
});

/** The day by which as much as is missing has come; null where it does not. */
export function firstDay(missing: Decimal, coming: readonly Arrival[]): string | null {
  let left = missing;
  for (const { on, quantity } of coming) {
    left = left.minus(decimal(quantity) ?? new Decimal(0));
    if (left.lte(0)) return on;
  }
  return null;
}
