/** What is told of goods in a warehouse before the shelves. Pure. */
import type { TFunction } from 'i18next';

import { plainNumber, showNumber } from '@/lib/decimal';
import type { Served } from '@/lib/server';
import { number } from './basket';

export type Stock = Pick<
  Served<'StockOut'>,
  | 'on_hand'
  | 'on_hand_in_units'
  | 'available'
  | 'available_in_units'
  | 'in_transit'
  | 'lent'
  | 'consigned'
  | 'inspecting'
  | 'rejected'
>;

/** Ours by the books of the warehouse, and not in it. */
const AWAY = ['in_transit', 'lent', 'consigned'] as const;
/** In it, and not to be taken. */
const APART = ['inspecting', 'rejected'] as const;

const WORDS = {
  in_transit: 'phone.inTransit',
  lent: 'phone.lent',
  consigned: 'phone.consigned',
  inspecting: 'phone.inspecting',
  rejected: 'phone.rejected',
} as const;

/** What lies there to be seen. */
export function lyingOf(stock: Stock): string {
  const away = AWAY.map((name) => number(stock[name] ?? '0'));
  return plainNumber(away.reduce((left, one) => left.minus(one), number(stock.on_hand)));
}

/** What is said of it beside, each figure in its own larger units. */
export function figuresOf(stock: Stock, t: TFunction): string[] {
  const { on_hand, on_hand_in_units, available, available_in_units: units } = stock;
  const quantity = showNumber(available) + (units ? ` = ${units}` : '');
  const apart = [...AWAY, ...APART].filter((name) => number(stock[name] ?? '0').gt(0));
  return [
    ...(lyingOf(stock) === plainNumber(number(on_hand)) && on_hand_in_units
      ? [on_hand_in_units]
      : []),
    t('phone.available', { quantity }),
    ...apart.map((name) => t(WORDS[name], { quantity: showNumber(stock[name]) })),
  ];
}
