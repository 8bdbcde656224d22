/** What stands on the home page, in whose order; and what there is to be put there. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ComponentType } from 'react';
import { useTranslation } from 'react-i18next';

import { send } from '@/lib/api';
import type { Served } from '@/lib/server';
import type { Session } from '@/lib/session';
import { offeredTo } from './Begin';
import type { HomeFigures } from './home';
import { calledPin, isPin, pinOf, type Pin, type PinName } from '@/lib/pins';

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

type OwnName = keyof typeof KNOWN;
export type TileName = OwnName | PinName;

export function isTile(name: string): name is TileName {
  return isPin(name) || name in KNOWN;
}

/** What each is called: a pinned report as its owner, or else the report itself, calls it. */
export function useLabels({ pins }: Pick<HomeFigures, 'pins'>) {
  const { t } = useTranslation();
  return (name: TileName) => {
    if (!isPin(name)) return t(KNOWN[name].label);
    const pin = pinOf(name, pins);
    return pin ? calledPin(pin) : '';
  };
}

/** What draws pinned reports, and what they are changed with while the page is arranged. */
export interface PinParts {
  Tile: ComponentType<{ pin: Pin }>;
  Change: ComponentType<{ pin: Pin; onGone(): void }>;
  Broken: ComponentType<{ pins: readonly Pin[] }>;
}

export interface OwnTile {
  name: TileName;
  shown: boolean;
  /** columns, where the page has most */
  width: number;
}

/** The tiles that this person may have, in their order. */
export function tilesOf(found: HomeFigures, session: Session): OwnTile[] {
  return found.tiles.flatMap(({ name, shown, width }) =>
    isTile(name) && isThere(name, found, session) ? [{ name, shown, width }] : [],
  );
}

/** A pin that cannot be asked any more is not. */
function isThere(name: TileName, found: HomeFigures, session: Session): boolean {
  if (isPin(name)) return pinOf(name, found.pins)?.broken === null;
  const there: There = KNOWN[name].there;
  return there(found, session);
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
