/** 下推 from a row of a report: a draft of the next document with what is open of its order. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';

import { actOn, forgetLists, recordQuery } from '@/form/records';
import { decimal } from '@/lib/decimal';
import { once } from '@/lib/once';
import type { DocumentCell, Row } from './reports';

/** The document of a row of which something is still open. */
export function openDocument(row: Row): DocumentCell | null {
  const cell = row['document'];
  const open = decimal(row['open']);
  const waits = open !== null && !open.eq(0);
  return waits && cell !== null && typeof cell === 'object' && 'form' in cell ? cell : null;
}

export function useConvert(target: string | null) {
  const client = useQueryClient();
  const navigate = useNavigate();
  return useMutation({
    mutationFn: (from: DocumentCell) => {
      const what = `convert/${target ?? ''}`;
      return once(`${what} ${from.form} ${from.id}`, {}, (key) =>
        actOn(from.form, from.id, what, { body: {}, key }),
      );
    },
    onSuccess: async ({ data }) => {
      const form = target ?? '';
      client.setQueryData(recordQuery(form, data.id).queryKey, data);
      void forgetLists(client);
      await navigate({ to: '/records/$form/$id', params: { form, id: data.id } });
    },
  });
}
