/** Goods of a transfer, as lines of a sheet that nobody wrote: they may be as many as lie there. */
import { plainNumber } from '@/lib/decimal';
import { same } from '@/scan/codes';
import { sum, type Goods, type Item, type Meant, type SheetLine } from './basket';
import { MOST_PLACES } from './batches';
import type { FoundGoods } from './finding';

export interface Way {
  warehouse: string;
  into: string;
  in_steps: boolean;
  goods: Record<string, Goods>;
  /** codes that were scanned while nobody could say what they mean */
  pending: string[];
}

export const NOWHERE: Way = { warehouse: '', into: '', in_steps: false, goods: {}, pending: [] };

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

/**
 * What may be moved where a code means `goods`: those called so, and pieces of others that are
 * numbered so and lie here; a piece of the same goods before these.
 */
export function optionsOf(
  code: string,
  goods: readonly Meant[],
  lineFor: (one: Goods) => SheetLine,
): FoundGoods[] {
  const named = goods.some(({ part }) => part === null);
  const here = ({ serial, alike = [] }: Meant) => alike.some((one) => same(one, serial));
  const some = named ? goods.filter((one) => one.part === null || here(one)) : goods;
  const last = new Map(some.map((one) => [one.product, one]));
  return [...last.values()].map((one) => ({
    kind: 'goods',
    lines: [lineFor(one)],
    factor: one.factor,
    unit: one.barcodes.find((each) => same(each.code, code))?.unit ?? '',
    serial: one.serial,
    batch: one.batch,
  }));
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
