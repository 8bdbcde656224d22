/** Ending and renewing a session without leaving the page. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

import { leaveTabCompany, whenSessionEnds } from '@/lib/api';
import { logOut, sessionQuery } from '@/lib/session';

let waiting: (() => void)[] = [];
let asking = false;
const listeners = new Set<() => void>();

function tell(): void {
  for (const listener of listeners) listener();
}

/** Requests that met the end of a session wait until somebody has logged in again. */
export function startAsking(): void {
  whenSessionEnds(
    () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        asking = true;
        tell();
      }),
  );
}

export function loggedIn(): void {
  const all = waiting;
  waiting = [];
  asking = false;
  tell();
  for (const go of all) go();
}

/** True while a log-in is wanted over the page. */
export function useAsked(): boolean {
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
    await logOut();
    leaveTabCompany();
    client.clear();
    client.setQueryData(sessionQuery.queryKey, null);
    window.location.assign('/');
  }, [client]);
}
