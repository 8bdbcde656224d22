/** What is available of a line's product, beside its quantity; red when the document asks for more. */
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

import type { Row } from '@/grid/rows';
import { Decimal, decimal, plainNumber, showNumber } from '@/lib/decimal';
import { offerQuery, type Available } from './offers';
import { baseQuantity, factorOf, idOf } from './roles';

export interface Demand {
  warehouse: string;
  /** product and warehouse → asked for by the whole document, in base units */
  asked: ReadonlyMap<string, Decimal>;
  /** the same, by the line of an order or a hold that it goes on from */
  byOrderLine: ReadonlyMap<string, Decimal>;
  /** the orders and holds that this document goes on from: what they hold is its own to use */
  orders: string;
  /** the document was not confirmed yet: what it asks for is not reserved or gone */
  counts: boolean;
}

const none: ReadonlyMap<string, Decimal> = new Map();
const nobody: Demand = { warehouse: '', asked: none, byOrderLine: none, orders: '', counts: false };
/** Tells each line only what concerns it: a keystroke in one draws no other again. */
export class DemandStore {
  private now = nobody;
  private readonly listeners = new Set<() => void>();

  get demand(): Demand {
    return this.now;
  }

  tell(demand: Demand): void {
    this.now = demand;
    for (const listener of this.listeners) listener();
  }

  readonly subscribe = (listener: () => void) => {
    this.listeners.add(listener);
    return () => {
      this.listeners.delete(listener);
    };
  };

  /** Everything that the figure beside this line rests on, as one text. */
  about(row: Row): string {
    const { warehouse, orders, counts, asked } = this.now;
    const place = warehouseOf(row, warehouse);
    const wanted = asked.get(`${place} ${idOf(row.values['product'])}`) ?? '';
    return `${place} ${orders} ${String(counts)} ${String(wanted)}`;
  }
}

export const DemandContext = createContext(new DemandStore());

export function warehouseOf(row: Row, header: string): string {
  return idOf(row.values['warehouse']) || header;
}

function orderLineOf(row: Row): string {
  const line = row.values['order_line'] ?? row.values['hold_line'];
  return typeof line === 'string' ? line : idOf(line);
}

type Counts = Map<string, Decimal>;

interface Counted {
  asked: Counts;
  byOrderLine: Counts;
}

function count(all: Counts, key: string, by: Decimal): void {
  all.set(key, (all.get(key) ?? new Decimal(0)).plus(by));
}

function countRow(into: Counted, at: string, row: Row, sign: number) {
  const product = idOf(row.values['product']);
  if (!product) return;
  const by = baseQuantity(row).times(sign);
  count(into.asked, `${warehouseOf(row, at)} ${product}`, by);
  if (orderLineOf(row)) count(into.byOrderLine, orderLineOf(row), by);
}

/** More lines than these at once are counted anew. */
const FEW = 8;

/** What came and went since; null where it is too much. */
function differences(before: readonly Row[], rows: readonly Row[]): [Row[], Row[]] | null {
  if (before.length !== rows.length) return null;
  const [gone, come]: [Row[], Row[]] = [[], []];
  for (const [index, row] of rows.entries()) {
    const old = before[index];
    if (row === old || !old) continue;
    gone.push(old);
    come.push(row);
    if (gone.length > FEW) return null;
  }
  return [gone, come];
}

/** Counts a thousand lines once, and afterwards only the one that is typed in. */
export class DemandCounter {
  private rows: readonly Row[] = [];
  private last: Demand | null = null;

  count(rows: readonly Row[], header: Pick<Demand, 'warehouse' | 'orders' | 'counts'>): Demand {
    const { last } = this;
    const changed =
      last?.warehouse === header.warehouse && header.counts ? differences(this.rows, rows) : null;
    const next = last && changed ? recounted(last, header, changed) : demandOf(rows, header);
    [this.rows, this.last] = [rows, next];
    return next;
  }
}

function recounted(
  last: Demand,
  header: Pick<Demand, 'warehouse' | 'orders' | 'counts'>,
  [gone, come]: [Row[], Row[]],
): Demand {
  const next: Counted = {
    asked: new Map(last.asked),
    byOrderLine: new Map(last.byOrderLine),
  };
  for (const row of gone) countRow(next, header.warehouse, row, -1);
  for (const row of come) countRow(next, header.warehouse, row, 1);
  return { ...header, ...next };
}

export function demandOf(
  rows: readonly Row[],
  header: Pick<Demand, 'warehouse' | 'orders' | 'counts'>,
): Demand {
  const all: Counted = { asked: new Map(), byOrderLine: new Map() };
  for (const row of rows) countRow(all, header.warehouse, row, 1);
  return { ...header, ...all };
}

interface Room {
  /** what this line may take, in base units */
  here: Decimal;
  /** what all lines of the product together may take */
  all: Decimal;
}

/** What nobody was promised, and what the orders of this document hold for it. */
export function roomFor(found: Available, row: Row, demand: Demand): Room {
  const free = decimal(found.available) ?? new Decimal(0);
  let [here, all] = [free, free];
  for (const { line, quantity } of found.held ?? []) {
    const held = decimal(quantity) ?? new Decimal(0);
    const taken = demand.byOrderLine.get(line) ?? new Decimal(0);
    all = all.plus(held.lt(taken) ? held : taken);
    if (line === orderLineOf(row)) here = here.plus(held);
  }
  return { here, all };
}

/** Whole base units seldom make whole cases: never more than there is. */
function inUnitOf(row: Row, quantity: Decimal): string {
  return showNumber(plainNumber(quantity.div(factorOf(row.values)).round(2, 0)));
}

/** Longer figures, and what is asked for beside them, leave no room for the word in front. */
const SHORT_FIGURE = 4;
const SHORT_BOTH = 7;

function hasRoomForWord(row: Row, figure: string): boolean {
  const typed = decimal(row.values['quantity']);
  const beside = typed ? showNumber(plainNumber(typed)).length : 0;
  return figure.length <= SHORT_FIGURE && figure.length + beside <= SHORT_BOTH;
}

export function AvailableNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const store = useContext(DemandContext);
  useSyncExternalStore(store.subscribe, () => store.about(row));
  const { demand } = store;
  const product = idOf(row.values['product']);
  const warehouse = warehouseOf(row, demand.warehouse);
  const { data } = useQuery({
    ...offerQuery(warehouse, demand.orders, product),
    enabled: demand.counts && product !== '' && warehouse !== '',
  });
  if (!demand.counts || !data || !product) return null;
  const asked = demand.asked.get(`${warehouse} ${product}`) ?? new Decimal(0);
  const room = roomFor(data, row, demand);
  const short = asked.gt(room.all);
  const quantity = inUnitOf(row, room.here);
  const text = t('lines.available', { quantity });
  const base = t('lines.inBase', { quantity: showNumber(plainNumber(room.here)) });
  const isBase = factorOf(row.values).eq(1);
  return (
    <span
      className={short ? 'available is-short' : 'available'}
      title={[isBase ? text : `${text} (${base})`, data.available_in_units]
        .filter(Boolean)
        .join(' = ')}
      aria-label={short ? `${text}, ${t('lines.short')}` : text}
      data-testid="available"
      data-short={short}
      data-word={hasRoomForWord(row, quantity) ? t('lines.availableWord') : undefined}
    >
      {quantity}
    </span>
  );
}
