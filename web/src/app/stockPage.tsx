/** The address of the stock page. */
import { getRouteApi } from '@tanstack/react-router';

import { StockPage } from '@/features/stock/StockPage';

const route = getRouteApi('/stock');

export function StockRoute() {
  return <StockPage search={route.useSearch()} />;
}
