/** The address of the stock page. */
import { getRouteApi } from '@tanstack/react-router';

import { StockPage } from '@/features/stock/StockPage';
import { Allowed } from './Allowed';

const route = getRouteApi('/stock');

export function StockRoute() {
  const search = route.useSearch();
  return (
    <Allowed to={['stock']}>
      <StockPage search={search} />
    </Allowed>
  );
}
