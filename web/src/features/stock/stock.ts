/** Stock figures and the entries behind them, as the server tells them. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';

import type { Page, Reference } from '@/form/form';
import { get, send } from '@/lib/api';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';

export type StockLine = Served<'StockOut'>;
export type StockEntry = Served<'EntryOut'>;
export type BatchLine = Served<'BatchThere'>;
type StockPage = Served<'StockPage'>;

/** Of which day or instant, and as recorded until when; empty: now. */
export interface Then {
  as_of?: string;
  known_at?: string;
}

/** An instant with its zone, and not a day. */
export function isInstant(moment: string): boolean {
  return moment.length > '2026-04-05'.length;
}

/** Is a past moment asked about? */
export function isPast({ as_of, known_at }: Then): boolean {
  return Boolean(as_of) || Boolean(known_at);
}

/** Which tab of a figure can be shown: what is promised, and where it lies, is known of now only. */
export function tabOf(asked: string, past: boolean): string {
  return past && (asked === 'promises' || asked === 'locations') ? 'entries' : asked;
}

export interface StockWanted extends Then {
  q: string;
  warehouse: string;
  category?: string;
  by: string;
  product?: string;
  /** also what is sold out */
  empty?: boolean;
  low?: boolean;
}

/** A line of an order or a hold that has stock held for it, or waits for it. */
export interface Promised {
  /** of the order */
  line: string;
  id: string;
  form: string;
  record: string;
  number: string;
  date: string | null;
  partner: Reference | null;
  warehouse: Reference;
  wanted: string;
  reserved: string;
  waiting: string;
  /** the day on which the goods are needed, and a priority that is not the usual one, in words */
  needed_on: string | null;
  priority: string;
}

export function useStock(wanted: StockWanted, enabled = true) {
  return useInfiniteQuery({
    queryKey: ['stock', 'lines', wanted],
    queryFn: ({ pageParam, signal }) =>
      get<StockPage>('/api/v1/stock', { ...wanted, limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    enabled,
  });
}

export interface BatchesWanted extends Then {
  q?: string;
  product?: string;
  warehouse?: string;
  category?: string;
}

/** What lies of each batch, product by product those that expire first first. */
export function useBatches(wanted: BatchesWanted) {
  return useInfiniteQuery({
    queryKey: ['stock', 'batches', 'list', wanted],
    queryFn: ({ pageParam, signal }) =>
      get<Served<'BatchesThere'>>(
        '/api/v1/stock/batches',
        { ...wanted, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next ?? null,
    placeholderData: keepPreviousData,
  });
}

export function useStockEntries(product: string, warehouse: string, then: Then) {
  return useInfiniteQuery({
    queryKey: ['stock', 'entries', product, warehouse, then],
    queryFn: ({ pageParam, signal }) =>
      get<Served<'EntryPage'>>(
        '/api/v1/stock/entries',
        { product, warehouse, ...then, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: product !== '',
  });
}

export function usePromises(product: string, warehouse: string) {
  return useInfiniteQuery({
    queryKey: ['stock', 'promises', product, warehouse],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Promised>>(
        '/api/v1/stock/promises',
        { product, warehouse, limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    enabled: product !== '',
  });
}

type Reallocation = Served<'Reallocation'>;

/** Hold scarce goods for other orders. */
export function useReallocate(onDone: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Reallocation) =>
      once('/api/v1/stock/reallocations', body, (key) =>
        send('/api/v1/stock/reallocations', { method: 'POST', body, idempotencyKey: key }),
      ),
    onSuccess: onDone,
    // refused as well: somebody else may have been faster
    onSettled: () => client.invalidateQueries({ queryKey: ['stock'] }),
  });
}

/** One product's figure, for the heading above its entries. */
export function useStockOf(product: string, warehouse: string, then: Then) {
  const by = warehouse ? 'product,warehouse' : 'product';
  return useQuery({
    queryKey: ['stock', 'lines', { product, warehouse, by, ...then }],
    queryFn: async ({ signal }) =>
      (
        await get<StockPage>(
          '/api/v1/stock',
          { product, warehouse, by, ...then, empty: true, limit: 1 },
          signal,
        )
      ).items[0] ?? null,
    enabled: product !== '',
  });
}

/** Whether anything of a product lies in batches. */
export function useIsBatched(product: string): boolean {
  const { data } = useQuery({
    queryKey: ['stock', 'batches', 'any', product],
    queryFn: ({ signal }) =>
      get<Served<'BatchesThere'>>('/api/v1/stock/batches', { product, limit: 1 }, signal),
    enabled: product !== '',
  });
  return (data?.items.length ?? 0) > 0;
}
