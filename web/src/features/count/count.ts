/** Counting as the server knows it: the sheet, the tallies, the review. */
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { forgetLists } from '@/form/records';
import { get, send } from '@/lib/api';
import { lastKnown } from '@/lib/known';
import { once, SOON } from '@/lib/once';
import type { Served } from '@/lib/server';

export type Sheet = Served<'SheetOut'>;
export type Review = Served<'ReviewOut'>;
export type ReviewLine = Served<'ReviewLine'>;
export type Task = Served<'TaskOut'>;
export type Only = 'all' | 'differences' | 'open' | 'recount' | 'moved' | 'counted';

export const PAGE = 200;
/** lines that are judged one by one before an approval */
const MOST_JUDGED = 1000;

export function sheetQuery(id: string) {
  return queryOptions({
    queryKey: ['count', id, 'sheet'],
    queryFn: ({ signal }) =>
      lastKnown(`count ${id}`, () => get<Sheet>(`/api/v1/counts/${id}/sheet`, {}, signal)),
    staleTime: 30_000,
  });
}

export function useReview(id: string, only: Only, page: number, enabled = true) {
  return useQuery({
    enabled,
    queryKey: ['count', id, 'review', only, page],
    queryFn: ({ signal }) =>
      get<Review>(
        `/api/v1/counts/${id}/review`,
        { only, limit: only === 'moved' ? MOST_JUDGED : PAGE, offset: page * PAGE },
        signal,
      ),
    staleTime: 0,
  });
}

interface Doing {
  what: 'recount' | 'approve' | 'lines';
  body: object;
}

/**
 * What whoever judges a count does with it; the page is read anew afterwards, also where it was
 * refused: somebody else was quicker. Pressed again after a lost answer, it is the same wish.
 */
export function useJudging(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ what, body }: Doing) => {
      const path = `/api/v1/counts/${id}/${what}`;
      const method = what === 'lines' ? 'PATCH' : 'POST';
      // A line that was counted meanwhile may be asked for once more.
      const seen = client.getQueriesData<Review>({ queryKey: ['count', id, 'review'] });
      const tallies = Math.max(0, ...seen.map(([, review]) => review?.tallies ?? 0));
      const judge = (key: string) => send<unknown>(path, { method, body, idempotencyKey: key });
      return once(`${path} ${String(tallies)}`, body, judge, SOON);
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['count', id] });
      await forgetLists(client);
    },
  });
}
