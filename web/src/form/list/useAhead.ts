/** What a deed of many documents would change in the cost of others: asked while one reads it. */
import { useQuery } from '@tanstack/react-query';

import { MOST_TOGETHER, previewOfMany, type Effects } from '../cost/effects';
import { isWorthAsking } from '../cost/useForeseen';
import type { Form, RecordData } from '../form';
import { inOrder, mayCost, type Asked } from './batch';

interface Ahead {
  isPending: boolean;
  /** null: nothing that need be known, or nothing that this person may know */
  told: Effects | null;
  /** it would take as long as doing it */
  tooMany: boolean;
}

export function useAhead(
  form: Form,
  asked: Asked,
  ids: readonly string[],
  rows: ReadonlyMap<string, RecordData>,
): Ahead {
  const costs = mayCost(form, asked);
  const enabled = costs && ids.length <= MOST_TOGETHER;
  const { data, isLoading } = useQuery({
    queryKey: ['ahead', form.name, asked, ids],
    queryFn: ({ signal }) => {
      if (!costs) throw new Error('nothing is foreseen');
      const items = inOrder(ids, asked, rows).map((id) => {
        const etag = rows.get(id)?.etag;
        return { id, action: asked.name, ...(etag === undefined ? {} : { etag }) };
      });
      return previewOfMany(form.name, items, signal);
    },
    enabled,
    retry: false,
    staleTime: 0,
    gcTime: 0,
  });
  return {
    isPending: enabled && isLoading,
    told: data && isWorthAsking(data) ? data : null,
    tooMany: costs && !enabled,
  };
}
