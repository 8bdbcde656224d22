/** What stands on the home page, in whose order; and what there is to be put there. */
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { send } from '@/lib/api';
import type { Served } from '@/lib/server';
import type { Session } from '@/lib/session';
import { offeredTo } from './Begin';
import type { HomeFigures } from './home';

type There = (found: HomeFigures, session: Session) => boolean;

/** What each is called, and whether this person has anything to see there. */
const KNOWN = {
  to_do: { label: 'home.toDo', there: () => true },
  begin: { label: 'home.begin', there: (found, session) => offeredTo(session, found).length > 0 },
  sales: { label: 'home.sales', there: (found) => !!found.sales },
  purchases: { label: 'home.purchases', there: (found) => !!found.purchases },
  owed: { label: 'home.owed', there: (found) => !!(found.receivable ?? found.payable) },
  money: { label: 'home.money', there: (found) => !!(found.collected ?? found.paid) },
  forecast: { label: 'home.forecast', there: (found) => !!(found.receivable ?? found.payable) },
  stock: { label: 'home.stock', there: (found) => !!found.stock_value },
  chart: { label: 'home.chart', there: (found) => !!found.sales },
  products: { label: 'home.leadingProducts', there: (found) => !!found.sales },
  partners: { label: 'home.leadingPartners', there: (found) => !!found.sales },
  structure: { label: 'home.structure', there: (found) => !!found.stock_value },
} as const satisfies Record<string, { label: string; there: There }>;

export type TileName = keyof typeof KNOWN;

export function isKnown(name: string): name is TileName {
  return name in KNOWN;
}

export function labelOf(name: TileName) {
  return KNOWN[name].label;
}

export interface OwnTile {
  name: TileName;
  shown: boolean;
  /** columns, where the page has most */
  width: number;
}

/** The tiles that this person may have, in their order. */
export function tilesOf(found: HomeFigures, session: Session): OwnTile[] {
  return found.tiles.flatMap(({ name, shown, width }) => {
    if (!isKnown(name)) return [];
    const there: There = KNOWN[name].there;
    return there(found, session) ? [{ name, shown, width }] : [];
  });
}

/** With one of the list at the place of another. */
export function movedTo<T>(list: readonly T[], from: number, to: number): T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one !== undefined) next.splice(to, 0, one);
  return next;
}

/** An order that is kept; none at all: as it was at first. */
export function useArrange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tiles: OwnTile[]) =>
      send<Served<'TileList'>>('/api/v1/home/tiles', { method: 'PUT', body: { tiles } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['records', 'home'], exact: true }),
  });
}
