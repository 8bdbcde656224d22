/** Answers are kept while they are fresh; refusals are not asked for twice. */
import { QueryClient } from '@tanstack/react-query';

import { Problem } from '@/lib/problem';

function worthRetrying(failures: number, error: unknown): boolean {
  if (error instanceof Problem && error.status !== 0 && error.status < 500) return false;
  return failures < 2;
}

export const queryClient = new QueryClient({
  defaultOptions: {
    // Without a network a page says so, instead of waiting for one: browsers are often wrong about it.
    queries: {
      retry: worthRetrying,
      staleTime: 5_000,
      refetchOnWindowFocus: true,
      networkMode: 'always',
      refetchOnReconnect: true,
    },
    mutations: { retry: false, networkMode: 'always' },
  },
});
