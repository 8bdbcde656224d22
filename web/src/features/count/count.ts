/** Counting as the server knows it: the sheet, the tallies, the review. */
import { useState } from 'react';
import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { forgetLists } from '@/form/records';
import { get, send } from '@/lib/api';
import { Wishes } from '@/lib/idempotency';
import { lastKnown } from '@/lib/known';
import type { Served } from '@/lib/server';
import { isLost } from '@/scan/useSending';

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
  const [wishes] = useState(() => new Wishes());
  return useMutation({
    mutationFn: ({ what, body }: Doing) =>
      send<unknown>(`/api/v1/counts/${id}/${what}`, {
        method: what === 'lines' ? 'PATCH' : 'POST',
        body,
        idempotencyKey: wishes.keyFor(what, body),
      }),
    onSettled: async (_answer, error, { what, body }) => {
      if (!isLost(error)) wishes.answered(what, body);
      await client.invalidateQueries({ queryKey: ['count', id] });
      await forgetLists(client);
    },
  });
}
