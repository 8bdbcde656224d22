/** What the server says in words is asked for again, when it shall say it in another language. */
import type { QueryClient } from '@tanstack/react-query';

/**
 * What is being asked for the first time is not asked anew by an invalidation: it would come in the
 * language of before, and stay. It is asked again once it has come.
 */
export async function learnAnew(client: QueryClient): Promise<void> {
  const first = client
    .getQueryCache()
    .getAll()
    .filter(({ state }) => state.fetchStatus !== 'idle' && state.data === undefined);
  await client.invalidateQueries();
  await Promise.all(
    first.map(({ queryKey }) => client.invalidateQueries({ queryKey, exact: true })),
  );
}
