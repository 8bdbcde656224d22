/** Where the cost of an entry comes from, as the server tells it. */
import { queryOptions } from '@tanstack/react-query';

import { get } from '@/lib/api';
import { decimal } from '@/lib/decimal';
import type { Served } from '@/lib/server';

export type Explanation = Served<'ExplanationOut'>;
export type Part = Explanation['parts'][number];
export type Belief = Explanation['history'][number];
type Entry = Served<'EntryOut'>;

/** `knownAt`: a day, or empty for what is known today. */
export function explanationQuery(entry: string, knownAt: string) {
  return queryOptions({
    queryKey: ['stock', 'explained', entry, knownAt],
    queryFn: ({ signal }) =>
      get<Explanation>(
        `/api/v1/stock/entries/${entry}`,
        { known_at: knownAt === '' ? null : knownAt },
        signal,
      ),
  });
}

export function isNothing(amount: string): boolean {
  return decimal(amount)?.eq(0) ?? true;
}

/** What the entry costs by now; empty for who may not see it. */
export function costToday(entry: Pick<Entry, 'cost' | 'adjustment'>): string {
  const posted = decimal(entry.cost);
  if (posted === null) return '';
  return posted.plus(decimal(entry.adjustment) ?? 0).toFixed();
}
