/** The addresses of the money pages. */
import { getRouteApi } from '@tanstack/react-router';

import { OwedPage } from '@/features/money/OwedPage';
import { PeriodsPage } from '@/features/money/PeriodsPage';
import { Allowed } from './Allowed';

const route = getRouteApi('/owed');

export function OwedRoute() {
  const search = route.useSearch();
  return (
    <Allowed to={['receivable', 'payable']}>
      <OwedPage search={search} />
    </Allowed>
  );
}

export function PeriodsRoute() {
  return (
    <Allowed to={['period']}>
      <PeriodsPage />
    </Allowed>
  );
}
