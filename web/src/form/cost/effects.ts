/** What a document changes in the cost of others, as the server tells it. */
import { useInfiniteQuery } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import type { Served } from '@/lib/server';

export type Effects = Served<'EffectsPage'>;
export type Effect = Effects['items'][number];
export type EffectsSummary = NonNullable<Effects['summary']>;
/** entries of others that it changed, or its own that others changed */
export type Side = 'changed' | 'changed_by';

export interface Sent {
  etag: string | undefined;
  body?: Record<string, unknown>;
}

export async function preview(
  form: string,
  id: string,
  action: string,
  { etag, body }: Sent,
): Promise<Effects> {
  const path = `/api/v1/records/${form}/${id}/preview/${action}`;
  const more = { ...(etag ? { etag } : {}), ...(body ? { body } : {}) };
  return (await send<Effects>(path, { method: 'POST', ...more })).data;
}

export async function previewNew(form: string, body: Record<string, unknown>): Promise<Effects> {
  return (await send<Effects>(`/api/v1/records/${form}/preview`, { method: 'POST', body })).data;
}

interface Pressed {
  id: string;
  action: string;
  etag?: string;
}

/** The server works out no more of them at once. */
export const MOST_TOGETHER = 100;

/** Of many documents, done in this order. */
export async function previewOfMany(
  form: string,
  items: readonly Pressed[],
  signal: AbortSignal,
): Promise<Effects> {
  const path = `/api/v1/records/${form}/batch/preview`;
  return (await send<Effects>(path, { method: 'POST', body: { items }, signal })).data;
}

export function effectsPath(form: string, id: string): string {
  return `/api/v1/records/${form}/${id}/effects`;
}

export function useEffects(form: string, id: string, side: Side) {
  return useInfiniteQuery({
    queryKey: ['record', form, id, 'effects', side],
    queryFn: ({ pageParam, signal }) =>
      get<Effects>(effectsPath(form, id), { side, limit: 100, cursor: pageParam }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}
