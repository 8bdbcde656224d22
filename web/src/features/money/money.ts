/** What is owed and which months accept entries, as the server tells them. */
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';

import type { Page, Reference } from '@/form/form';
import { get, send } from '@/lib/api';

export interface Owed {
  partner: Reference;
  /** absent without the right to see it */
  receivable?: string;
  payable?: string;
}

export interface OwedPage extends Page<Owed> {
  sums: Record<string, string>;
}

export interface OpenItem {
  kind: 'receivable' | 'payable';
  form: string;
  record: string;
  number: string;
  date: string;
  currency: string;
  net: string;
  tax: string;
  total: string;
  left: string;
}

export interface Month {
  /** YYYY-MM */
  month: string;
  closed: boolean;
  /** it had entries, or was closed */
  used: boolean;
  /** earlier months that nobody used, and that are closed with it */
  covers: string[];
  /** so is everything before */
  earliest: boolean;
}

/**
 * The oldest open month can be closed, or a later one with all before it that nobody used; the
 * newest closed one can be opened again.
 */
export function turnable(months: readonly Month[]): Set<string> {
  const open = months.filter((one) => !one.closed).map((one) => one.month);
  const closed = months.filter((one) => one.closed).map((one) => one.month);
  const next = months.filter(
    (one) => !one.closed && open.every((month) => month >= one.month || one.covers.includes(month)),
  );
  return new Set([...next.map((one) => one.month), ...closed.sort().slice(-1)]);
}

export function useOwed(q: string, sort: string) {
  return useInfiniteQuery({
    queryKey: ['owed', 'partners', q, sort],
    queryFn: ({ pageParam, signal }) =>
      get<OwedPage>('/api/v1/owed', { q, sort, limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useOpenItems(partner: string) {
  return useQuery({
    queryKey: ['owed', 'items', partner],
    queryFn: async ({ signal }) =>
      (await get<{ items: OpenItem[] }>('/api/v1/owed/items', { partner }, signal)).items,
    enabled: partner !== '',
  });
}

export function useMonths() {
  return useQuery({
    queryKey: ['periods'],
    queryFn: async ({ signal }) =>
      (await get<{ items: Month[] }>('/api/v1/periods', {}, signal)).items,
  });
}

/** Without a key: a month that is closed, or open, already stays so, and nothing is noted twice. */
export function useTurnMonth() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ month, closed }: Month) =>
      send<Month>(`/api/v1/periods/${month}/${closed ? 'reopen' : 'close'}`, {
        method: 'POST',
        body: {},
      }),
    onSettled: () => client.invalidateQueries({ queryKey: ['periods'] }),
  });
}
