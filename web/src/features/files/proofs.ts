/** Proofs of the books, as the server keeps them, and asking for a new one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';

export type Proof = Served<'ProofOut'>;
export type Difference = Served<'DifferenceOut'>;

const SECOND = 1_000;

export function useProofs() {
  return useQuery({
    queryKey: ['proof'],
    queryFn: ({ signal }) => get<Served<'ProofsOut'>>('/api/v1/proof', {}, signal),
    refetchInterval: (query) => (query.state.data?.job ? SECOND : false),
  });
}

export function useProve() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => {
      // One proof more than those that are seen.
      const seen = client.getQueryData<Served<'ProofsOut'>>(['proof'])?.items[0]?.id ?? '';
      return once(`/api/v1/proof ${seen}`, null, (key) =>
        send('/api/v1/proof', { method: 'POST', idempotencyKey: key }),
      );
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['proof'] });
      await client.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
}
