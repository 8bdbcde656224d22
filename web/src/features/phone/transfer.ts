/** Goods of a transfer, as lines of a sheet that nobody wrote: they may be as many as lie there. */
import { plainNumber } from '@/lib/decimal';
import { sum, type Goods, type Item, type SheetLine } from './basket';

export interface Way {
  warehouse: string;
  into: string;
  in_steps: boolean;
  goods: Record<string, Goods>;
  /** codes that were scanned while nobody could say what they mean */
  pending: string[];
}

export const NOWHERE: Way = { warehouse: '', into: '', in_steps: false, goods: {}, pending: [] };

/** The server tells of so many places and no more: then what lies there is more than it says. */
const MOST_PLACES = 20;
const MANY = '1000000000';

/** `sees`: this person is told what lies there, in the warehouse that it leaves. */
export function lineOf(goods: Goods, sees: boolean, warehouse: string): SheetLine {
  const known = sees && goods.lying.length < MOST_PLACES;
  const all = known ? plainNumber(sum(goods.lying.map((one) => one.quantity))) : MANY;
  return {
    ...goods,
    source: goods.product,
    ordered: all,
    open: all,
    most: all,
    batch: '',
    serials: [],
    warehouse: '',
    warehouse_id: warehouse,
    located: true,
    remark: '',
    put: '',
  };
}

/** The transfer as it is sent; quantities are in base units, which a line without unit has. */
export function transferOf(way: Way, items: readonly Item[], date: string) {
  return {
    date,
    warehouse: way.warehouse,
    into: way.into,
    in_steps: way.in_steps,
    lines: items.map(({ source, quantity, batch, location, into, serials }) => ({
      product: source,
      quantity,
      ...(batch ? { batch } : {}),
      ...(location ? { location: { code: location } } : {}),
      ...(into && !way.in_steps ? { into_location: { code: into } } : {}),
      ...(serials.length ? { serials } : {}),
    })),
  };
}
