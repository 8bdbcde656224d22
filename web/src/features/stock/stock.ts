/** Stock figures and the entries behind them, as the server tells them. */
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';

import { get } from '@/lib/api';
import type { Served } from '@/lib/server';

export type StockLine = Served<'StockOut'>;
export type StockEntry = Served<'EntryOut'>;
type StockPage = Served<'StockPage'>;

export interface StockWanted {
  q: string;
  warehouse: string;
  by: string;
  product?: string;
}

export function useStock(wanted: StockWanted) {
  return useInfiniteQuery({
    queryKey: ['stock', 'lines', wanted],
    queryFn: ({ pageParam, signal }) =>
      get<StockPage>('/api/v1/stock', { ...wanted, limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useStockEntries(product: string, warehouse: string) {
  return useInfiniteQuery({
    queryKey: ['stock', 'entries', product, warehouse],
    queryFn: ({ pageParam, signal }) =>
      get<Served<'EntryPage'>>(
        '/api/v1/stock/entries',
        { product, warehouse, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: product !== '',
  });
}

/** One product's figure, for the heading above its entries. */
export function useStockOf(product: string, warehouse: string) {
  const by = warehouse ? 'product,warehouse' : 'product';
  return useQuery({
    queryKey: ['stock', 'lines', { product, warehouse, by }],
    queryFn: async ({ signal }) =>
      (await get<StockPage>('/api/v1/stock', { product, warehouse, by, limit: 1 }, signal))
        .items[0] ?? null,
    enabled: product !== '',
  });
}
