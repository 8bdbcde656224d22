/** Drafts of orders and transfers that were made of proposals: the only one is opened. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { forgetLists } from '@/form/records';
import { send } from '@/lib/api';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';

type Drafts = Served<'Drafts'>;

/** What changed of alerts and proposals is asked for anew. */
export function useAfresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['report', 'alerts'] }),
      client.invalidateQueries({ queryKey: ['report', 'replenishment'] }),
      client.invalidateQueries({ queryKey: ['records', 'home'] }),
    ]);
}

/** Nothing is to be said but what the only draft says itself. */
export function opensAtOnce(made: Drafts): boolean {
  const [only, ...more] = made.items;
  return only !== undefined && !only.already && more.length === 0 && made.left.length === 0;
}

interface Making {
  /** where proposals or alerts are made into drafts */
  path: string;
  ids: readonly string[];
  percent?: number;
}

export function useDrafts(onDone: () => void) {
  const client = useQueryClient();
  const navigate = useNavigate();
  const afresh = useAfresh();
  return useMutation({
    mutationFn: ({ path, ...body }: Making) =>
      once(path, body, (key) => send<Drafts>(path, { method: 'POST', body, idempotencyKey: key })),
    onSuccess: async ({ data }) => {
      onDone();
      void forgetLists(client);
      await afresh();
      const [only] = data.items;
      if (only && opensAtOnce(data)) {
        const params = { form: only.form, id: only.record };
        await navigate({ to: '/records/$form/$id', params });
      }
    },
  });
}
