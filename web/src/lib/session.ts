/** Who is at work here, for which company, and what this person may do. */
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import { useCallback, useSyncExternalStore } from 'react';

import { send, speakAs } from './api';
import { forgetKnown, isUnreached, keepKnown, recallKnown } from './known';
import { layoutsBelongTo } from './layouts';
import { Problem } from './problem';
import { remember } from './remember';

export interface MenuItem {
  form: string;
  label: string;
  /** the title of its list */
  plural: string;
  /** pinyin initials of the label, in capitals */
  initials: string;
}

export interface Session {
  user: { id: string; username: string; name: string; language?: string };
  company: { id: number; name: string; currency: string; digits: number; time_zone: string };
  companies: { id: number; name: string }[];
  permissions: Record<string, string[]>;
  fields_hidden: string[];
  language: string;
  version: string;
  menu: { module: string; label: string; items: MenuItem[] }[];
  reports: { name: string; label: string; initials: string; question: string; module: string }[];
  /** as it was the last time: there is no network */
  kept?: true;
}

const KNOWN = 'session';
/** Whom this browser is logged in as: the other windows hear of it. */
export const PERSON = 'huolang.person';
/** Told to the other windows of this browser with every log-in. */
export const LOGGED_IN = 'huolang.logged_in';

/** From now on this window shows this person, and says so with every request. */
function shows(session: Session): void {
  speakAs(session.user.id);
  layoutsBelongTo(session);
}

/** What another person was told is not for this one. */
async function keep(session: Session): Promise<void> {
  const before = await recallKnown<Session>(KNOWN);
  if (before && before.user.id !== session.user.id) await forgetKnown();
  await keepKnown(KNOWN, session);
}

async function askSession(signal: AbortSignal, sessionNeeded: boolean): Promise<Session | null> {
  try {
    const { data } = await send<Session>('/api/v1/session', {
      signal,
      sessionNeeded,
      asAnybody: !sessionNeeded,
    });
    await keep(data);
    shows(data);
    remember(PERSON, data.user.id);
    return data;
  } catch (error) {
    if (error instanceof Problem && error.status === 401) {
      await forgetKnown();
      return null;
    }
    const kept = isUnreached(error) ? await recallKnown<Session>(KNOWN) : null;
    if (!kept) throw error;
    shows(kept);
    return { ...kept, kept: true };
  }
}

/** null: nobody is logged in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  // A session that was there and ended is renewed over the page, not replaced by the log-in.
  queryFn: ({ signal, client, queryKey }) =>
    askSession(signal, Boolean(client.getQueryData(queryKey))),
  staleTime: ({ state }: { state: { data: Session | null | undefined } }) =>
    state.data?.kept ? 0 : Infinity,
});

/**
 * What the gate has asked for. Read from the cache, not asked again: an observer for each of the
 * many that want to know costs a keystroke more than the keystroke itself.
 */
export function useSession(): Session {
  const client = useQueryClient();
  const subscribe = useCallback(
    (listener: () => void) =>
      client.getQueryCache().subscribe(({ query }) => {
        if (query.queryKey[0] === sessionQuery.queryKey[0]) listener();
      }),
    [client],
  );
  const data = useSyncExternalStore(subscribe, () => client.getQueryData(sessionQuery.queryKey));
  if (!data) throw new Error('drawn before the log-in');
  return data;
}

export function may(session: Session, form: string, operation: string): boolean {
  return session.permissions[form]?.includes(operation) ?? false;
}

const AUTH = '/_allauth/browser/v1/auth';

interface Asked {
  data?: { flows?: { id: string; is_pending?: boolean }[] };
}

/** Is a code the next step, after the password? */
function asksForCode(error: unknown): boolean {
  if (!(error instanceof Problem) || error.status !== 401) return false;
  const flows = (error.body as Asked | null)?.data?.flows ?? [];
  return flows.some((flow) => flow.id === 'mfa_authenticate' && flow.is_pending);
}

/** Nobody is to log in for this, and nobody is refused. */
const ANYBODY = { sessionNeeded: false, asAnybody: true } as const;

/** Who is logged in with this browser by now, whomever this window shows. */
export async function whoIsIn(): Promise<Session['user'] | null> {
  try {
    return (await send<Session>('/api/v1/session', ANYBODY)).data.user;
  } catch (error) {
    if (!(error instanceof Problem && error.status === 401)) throw error;
    return null;
  }
}

/** Has the server set the cookie that a log-in needs. */
export async function fetchToken(): Promise<void> {
  await whoIsIn();
}

/**
 * Refused log-ins are thrown as the server words them. `instead` of who is logged in with this
 * browser: they are until it worked.
 */
export async function logIn(
  username: string,
  password: string,
  { instead = false } = {},
): Promise<'in' | 'code'> {
  try {
    await send<unknown>(`${AUTH}/login`, {
      method: 'POST',
      body: { username, password },
      instead,
      ...ANYBODY,
    });
    remember(LOGGED_IN, String(Date.now()));
    return 'in';
  } catch (error) {
    if (asksForCode(error)) return 'code';
    throw error;
  }
}

/** The second step: the code that the telephone shows, or one of the recovery codes. */
export async function sendCode(code: string): Promise<void> {
  await send<unknown>(`${AUTH}/2fa/authenticate`, {
    method: 'POST',
    body: { code },
    ...ANYBODY,
  });
  remember(LOGGED_IN, String(Date.now()));
}

export async function logOut(): Promise<void> {
  await forgetKnown();
  try {
    await send<unknown>(`${AUTH}/session`, { method: 'DELETE', ...ANYBODY });
  } catch (error) {
    // allauth answers 401 to say that nobody is logged in any more.
    if (!(error instanceof Problem && error.status === 401)) throw error;
  }
}
