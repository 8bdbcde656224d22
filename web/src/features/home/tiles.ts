/** What stands on the home page, in whose order; and what there is to be put there. */
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { send } from '@/lib/api';
import type { Served } from '@/lib/server';
import type { HomeFigures } from './home';

export type Tile = Served<'TileOut'>;

/** What each is called, and whether this person has anything to see there. */
const KNOWN = {
  to_do: { label: 'home.toDo', there: () => true },
  begin: { label: 'home.begin', there: () => true },
  sales: { label: 'home.sales', there: (found: HomeFigures) => !!found.sales },
  purchases: { label: 'home.purchases', there: (found: HomeFigures) => !!found.purchases },
  owed: {
    label: 'home.owed',
    there: (found: HomeFigures) => !!(found.receivable ?? found.payable),
  },
  stock: { label: 'home.stock', there: (found: HomeFigures) => !!found.stock_value },
  chart: { label: 'home.chart', there: (found: HomeFigures) => !!found.sales },
  products: { label: 'home.leadingProducts', there: (found: HomeFigures) => !!found.sales },
  partners: { label: 'home.leadingPartners', there: (found: HomeFigures) => !!found.sales },
} as const;

export type TileName = keyof typeof KNOWN;

function isKnown(name: string): name is TileName {
  return name in KNOWN;
}

export function labelOf(name: TileName) {
  return KNOWN[name].label;
}

/** The tiles that this person may have, in their order. */
export function tilesOf(found: HomeFigures): { name: TileName; shown: boolean }[] {
  return found.tiles.flatMap(({ name, shown }) =>
    isKnown(name) && KNOWN[name].there(found) ? [{ name, shown }] : [],
  );
}

/** The list with what stands at `index` one place further up (-1) or down (1). */
export function moved<T>(list: readonly T[], index: number, by: -1 | 1): T[] {
  const next = [...list];
  const [one] = next.splice(index, 1);
  if (one !== undefined) next.splice(index + by, 0, one);
  return next;
}

/** An order that is kept; none at all: as it was at first. */
export function useArrange() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (tiles: Tile[]) =>
      send<Served<'TileList'>>('/api/v1/home/tiles', { method: 'PUT', body: { tiles } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['records', 'home'], exact: true }),
  });
}
