/** Answers are kept while they are fresh; refusals are not asked for twice. */
import { QueryClient } from '@tanstack/react-query';

import { Problem } from '@/lib/problem';

function worthRetrying(failures: number, error: unknown): boolean {
  if (error instanceof Problem && error.status !== 0 && error.status < 500) return false;
  return failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: { retry: worthRetrying, staleTime: 5_000, refetchOnWindowFocus: true },
    mutations: { retry: false },
  },
});
