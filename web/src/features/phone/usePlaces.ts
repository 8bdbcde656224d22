/** The locations of the warehouses somebody works in, known without a network; others are asked for. */
import { queryOptions, useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { get } from '@/lib/api';
import { lastKnown } from '@/lib/known';
import type { Served } from '@/lib/server';
import { may, useSession } from '@/lib/session';
import { meaningOf, type Meaning } from './phone';
import { known, unfit, type Place } from './places';

function placesQuery(warehouse: string) {
  return queryOptions({
    queryKey: ['handling', 'places', warehouse],
    queryFn: ({ signal }) =>
      lastKnown(`places ${warehouse}`, () =>
        get<Served<'KnownPlaces'>>('/api/v1/handling/places', { warehouse }, signal),
      ),
    staleTime: 5 * 60_000,
  });
}

export function placeOf({ location, warehouse, state }: Meaning): Place | null {
  if (!location || !warehouse || !state) return null;
  return { code: location, warehouse, state };
}

const WORDS = {
  elsewhere: 'phone.placeElsewhere',
  archived: 'phone.placeArchived',
  outer: 'phone.placeOuter',
} as const;

export function usePlaces(houses: readonly string[], puts: boolean) {
  const { t } = useTranslation();
  const session = useSession();
  const asked = useQueries({
    queries: may(session, 'location', 'view') ? houses.map(placesQuery) : [],
  });
  const all = asked.flatMap(({ data }) => (data ? [data] : []));

  /** Why nobody works at this place, in words. */
  const whyNot = (place: Place, where = houses, put = puts): string | null => {
    const why = unfit(place, where, put);
    return why && t(WORDS[why], { place: place.code });
  };
  /** The place that a code means, or in words why it is none. */
  const reach = async (code: string, where = houses): Promise<Place | string> => {
    let place = known(all, code);
    if (!place) {
      const found = await meaningOf(code).catch(() => null);
      if (!found) return t('phone.cannotAsk', { code });
      place = placeOf(found);
    }
    if (!place) return t('phone.noSuchPlace', { code });
    return whyNot(place, where) ?? place;
  };
  return { known: (code: string) => known(all, code), whyNot, reach };
}
