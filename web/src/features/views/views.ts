/** Views that people keep under a name: their own, and those that others share with their roles. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';

export type View = Served<'ViewOut'>;
type Views = Served<'ViewList'>;

export interface Place {
  path: string;
  search: string;
}

const KEY = ['views'] as const;
const NONE: Views = { items: [], roles: [] };

export function useViews(): Views {
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get<Views>('/api/v1/views', {}, signal),
    staleTime: 5 * 60_000,
  });
  return found.data ?? NONE;
}

/** The parts of an address in one order: how they were put together says nothing. */
function parts(search: string): string {
  return [...new URLSearchParams(search)]
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('&');
}

/** The view that shows exactly what is on the screen. */
export function viewAt(views: readonly View[], { path, search }: Place): View | undefined {
  return views.find((one) => one.path === path && parts(one.search) === parts(search));
}

export interface Draft {
  name: string;
  role: string;
  pinned: boolean;
  search: string;
}

/** A new view at `path`, or `view` changed. */
export function useKeepView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ view, path, draft }: { view: View | null; path: string; draft: Draft }) =>
      view
        ? send<View>(`/api/v1/views/${view.id}`, { method: 'PATCH', body: draft })
        : once('/api/v1/views', { ...draft, path }, (key) =>
            send<View>('/api/v1/views', {
              method: 'POST',
              body: { ...draft, path },
              idempotencyKey: key,
            }),
          ),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export function useDropView() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<null>(`/api/v1/views/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}
