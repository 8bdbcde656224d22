/** 消息: what this person was told, and what of it they have read. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { useIsLive } from '@/lib/live';
import type { Served } from '@/lib/server';

export type Notification = Served<'NotificationOut'>;
type Page = Served<'NotificationPage'>;
type Kinds = Served<'KindList'>;

export const NOTIFICATIONS = ['notifications'] as const;
const KINDS = ['notification-kinds'] as const;
const PATH = '/api/v1/notifications';
const MINUTE = 60_000;
const NEWEST = 8;

/** The newest and the count; asked for when there is a hint, or each minute while there are none. */
export function useNewest() {
  const live = useIsLive();
  return useQuery({
    queryKey: [...NOTIFICATIONS, 'newest'],
    queryFn: ({ signal }) => get<Page>(PATH, { limit: NEWEST }, signal),
    staleTime: MINUTE,
    refetchInterval: live ? false : MINUTE,
  });
}

export function useNotifications(unread: boolean) {
  return useInfiniteQuery({
    queryKey: [...NOTIFICATIONS, 'all', unread],
    queryFn: ({ pageParam, signal }) =>
      get<Page>(PATH, { limit: 50, cursor: pageParam, unread: unread || null }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
  });
}

export type Mark = { ids: string[]; read: boolean } | { until: string };

export function useMark() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (mark: Mark) => send(`${PATH}/read`, { method: 'POST', body: mark }),
    onSettled: () => client.invalidateQueries({ queryKey: NOTIFICATIONS }),
  });
}

export function useKinds() {
  return useQuery({
    queryKey: KINDS,
    queryFn: async ({ signal }) => (await get<Kinds>(`${PATH}/kinds`, {}, signal)).items,
  });
}

export function useWant() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Record<string, boolean>) =>
      send<Kinds>(`${PATH}/kinds`, { method: 'PATCH', body: { wanted } }),
    onSettled: () => client.invalidateQueries({ queryKey: KINDS }),
  });
}
