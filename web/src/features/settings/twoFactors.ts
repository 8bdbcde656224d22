/** 两步验证: what the server keeps of one's second factor. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { Problem } from '@/lib/problem';

const AUTH = '/_allauth/browser/v1';
const ALL = `${AUTH}/account/authenticators`;
const KEY = ['me', 'authenticators'];

interface Authenticator {
  type: 'totp' | 'recovery_codes';
  created_at: number;
  unused_code_count?: number;
}

export interface Setup {
  secret: string;
  url: string;
}

export function useAuthenticators() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await get<{ data: Authenticator[] }>(ALL, {}, signal)).data,
  });
}

async function confirmPassword(password: string): Promise<void> {
  const body = { password };
  await send(`${AUTH}/auth/reauthenticate`, { method: 'POST', body, sessionNeeded: false });
}

/** A secret for the telephone; it counts once a code made with it was sent. */
async function newSecret(): Promise<Setup> {
  try {
    await send(`${ALL}/totp`, { sessionNeeded: false });
  } catch (error) {
    // allauth hands the secret out with its 404.
    const body = error instanceof Problem && error.status === 404 ? error.body : null;
    const { meta } = (body ?? {}) as { meta?: { secret: string; totp_url: string } };
    if (!meta) throw error;
    return { secret: meta.secret, url: meta.totp_url };
  }
  throw new Error('the second factor is on already');
}

async function codes(method: 'GET' | 'POST'): Promise<string[]> {
  const { data } = await send<{ data: { unused_codes?: string[] } }>(`${ALL}/recovery-codes`, {
    method,
    sessionNeeded: false,
    ...(method === 'POST' ? { body: {} } : {}),
  });
  return data.data.unused_codes ?? [];
}

function useChange<In, Out>(mutationFn: (given: In) => Promise<Out>) {
  const client = useQueryClient();
  return useMutation({
    mutationFn,
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
}

export const useBegin = () =>
  useChange(async (password: string) => {
    await confirmPassword(password);
    return newSecret();
  });

/** Turns it on, and answers the recovery codes, which are never shown again. */
export const useTurnOn = () =>
  useChange(async (code: string) => {
    const body = { code: code.replaceAll(/\s/g, '') };
    await send(`${ALL}/totp`, { method: 'POST', body, sessionNeeded: false });
    return codes('GET');
  });

export const useNewCodes = () =>
  useChange(async (password: string) => {
    await confirmPassword(password);
    return codes('POST');
  });

export const useTurnOff = () =>
  useChange(async (password: string) => {
    await confirmPassword(password);
    await send(`${ALL}/totp`, { method: 'DELETE', sessionNeeded: false });
  });
