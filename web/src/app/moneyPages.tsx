/** The addresses of the money pages. */
import { getRouteApi } from '@tanstack/react-router';

import { OwedPage } from '@/features/money/OwedPage';
import { PeriodsPage } from '@/features/money/PeriodsPage';

const route = getRouteApi('/owed');

export function OwedRoute() {
  return <OwedPage search={route.useSearch()} />;
}

export function PeriodsRoute() {
  return <PeriodsPage />;
}
