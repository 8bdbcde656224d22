/** Today's and this month's figures, as the server tells them to this person. */
import { useQuery } from '@tanstack/react-query';

import { get } from '@/lib/api';
import type { Served } from '@/lib/server';

/** What this person may not see is absent. */
export type HomeFigures = Served<'HomeOut'>;
export type Trade = Served<'Trade'>;

export function useHome() {
  return useQuery({
    // among the records: whoever changes one makes these figures stale
    queryKey: ['records', 'home'],
    queryFn: ({ signal }) => get<HomeFigures>('/api/v1/home', undefined, signal),
  });
}
