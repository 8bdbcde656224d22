/** Ending and renewing a session without leaving the page. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

import { leaveTabCompany, send, whenSessionEnds } from '@/lib/api';
import { logOut, PERSON, sessionQuery, type Session } from '@/lib/session';
import { unsentOf } from '@/scan/unsent';
import { askToLeave } from './leaving';

/** Why a log-in is wanted: `other` is what the server says of who is logged in instead. */
export interface Asked {
  other: string | null;
}

let waiting: (() => void)[] = [];
let asking: Asked | null = null;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Another window logged in: the server says whether it is still the person of this one. */
function hear({ key, newValue }: StorageEvent): void {
  if (key !== PERSON || newValue === null) return;
  send<Session>('/api/v1/session', { sessionNeeded: false }).catch(() => undefined);
}

/** Requests that met the end of a session wait until somebody has logged in again. */
export function startAsking(): void {
  window.addEventListener('storage', hear);
  whenSessionEnds(
    (other) =>
      new Promise((resolve) => {
        waiting.push(resolve);
        asking = { other };
        tell();
      }),
  );
}

export function loggedIn(): void {
  const all = waiting;
  waiting = [];
  asking = null;
  tell();
  for (const go of all) go();
}

/** While a log-in is wanted over the page. */
export function useAsked(): Asked | null {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => asking,
  );
}

export function useLogOut(): () => Promise<void> {
  const client = useQueryClient();
  return useCallback(async () => {
    const count = unsentOf(client.getQueryData(sessionQuery.queryKey)?.user.id ?? '');
    if (count > 0 && !(await askToLeave(count))) return;
    await logOut();
    leaveTabCompany();
    client.clear();
    client.setQueryData(sessionQuery.queryKey, null);
    window.location.assign('/');
  }, [client]);
}
