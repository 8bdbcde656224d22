/** Records that fit what is typed, found by code, name or pinyin initials. */
import { useQuery, type QueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';

import type { Field, Reference } from '../form';
import { activeOnly, findRecords } from '../records';

export function useDebounced<T>(value: T, pause = 200): T {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(value);
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [value, pause]);
  return late;
}

export function asReference(record: Record<string, unknown> & { id: string }): Reference {
  const text = (name: string) => (typeof record[name] === 'string' ? record[name] : undefined);
  const parts = { code: text('code'), name: text('name'), number: text('number') };
  return {
    id: record.id,
    ...(parts.code === undefined ? {} : { code: parts.code }),
    ...(parts.name === undefined ? {} : { name: parts.name }),
    ...(parts.number === undefined ? {} : { number: parts.number }),
  };
}

export async function offersOf(client: QueryClient, field: Field, q: string, signal?: AbortSignal) {
  const form = field.to ?? '';
  const active = await activeOnly(client, form);
  return findRecords(form, { q, filter: [...active, ...field.filter] }, signal);
}

/** What `text` finds; nothing yet while that is on its way: nobody chooses from what was found for
 * fewer letters. */
export function useOffers(field: Field, text: string, enabled: boolean) {
  const wanted = text.trim();
  const q = useDebounced(wanted);
  const { data, isFetching } = useQuery({
    queryKey: ['records', field.to, 'offers', field.filter, q],
    queryFn: ({ signal, client }) => offersOf(client, field, q, signal),
    enabled: enabled && field.to !== null,
    staleTime: 30_000,
  });
  const isNow = q === wanted;
  return { data: isNow ? data : undefined, isFetching: isFetching || !isNow };
}
