/** Locations, as who puts goods away or takes them must know them. Pure. */
import type { Served } from '@/lib/server';
import { same } from '@/scan/codes';
import type { SheetLine } from './basket';

export interface Place {
  code: string;
  /** the id of its warehouse */
  warehouse: string;
  state: Served<'KnownPlace'>['state'];
}
export type Unfit = 'elsewhere' | 'archived' | 'outer';

/** The place that is called so: a code goes before the bar code of another. */
export function known(all: readonly Served<'KnownPlaces'>[], typed: string): Place | null {
  const code = typed.trim();
  if (!code) return null;
  const places = all.flatMap(({ warehouse, places: some }) =>
    some.map((one) => ({ ...one, warehouse })),
  );
  const found =
    places.find((one) => same(one.code, code)) ?? places.find((one) => same(one.barcode, code));
  return found ? { code: found.code, warehouse: found.warehouse, state: found.state } : null;
}

/**
 * Why nobody works at a place: `houses` are the warehouses of the work; `puts`: goods are put there.
 * Nothing lies in a place that holds others.
 */
export function unfit(place: Place, houses: readonly string[], puts: boolean): Unfit | null {
  if (!houses.includes(place.warehouse)) return 'elsewhere';
  if (place.state === 'archived') return puts ? 'archived' : null;
  return place.state === 'outer' ? 'outer' : null;
}

/** The warehouses of a sheet whose goods have places. */
export function housesOf(lines: readonly SheetLine[]): string[] {
  return [...new Set(lines.filter((one) => one.located).map((one) => one.warehouse_id))];
}

/** Of some lines those whose goods can be at the place; where there are no places, none is said. */
export function linesAt(lines: readonly SheetLine[], place: Place | null): SheetLine[] {
  return lines.filter((one) => !place || !one.located || one.warehouse_id === place.warehouse);
}
