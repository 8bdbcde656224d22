/** Settings, the company, one's own password and tokens, as the server keeps them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { once } from '@/lib/once';
import { Problem } from '@/lib/problem';
import type { Served } from '@/lib/server';
import type { Session } from '@/lib/session';

export type Setting = Served<'SettingOut'>;
export type Company = Served<'CompanyOut'>;
export type Token = Served<'TokenOut'>;

export function useSettings() {
  return useQuery({
    queryKey: ['settings'],
    queryFn: async ({ signal }) =>
      (await get<Served<'SettingList'>>('/api/v1/settings', {}, signal)).items,
  });
}

export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (values: Record<string, unknown>) =>
      send<Served<'SettingList'>>('/api/v1/settings', { method: 'PATCH', body: { values } }),
    onSettled: () => client.invalidateQueries({ queryKey: ['settings'] }),
  });
}

export function useCompany() {
  return useQuery({
    queryKey: ['company'],
    queryFn: ({ signal }) => get<Company>('/api/v1/company', {}, signal),
  });
}

export function useSaveCompany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ etag, changes }: { etag: string; changes: Partial<Company> }) =>
      send<Company>('/api/v1/company', { method: 'PATCH', body: changes, etag }),
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['company'] });
      await client.invalidateQueries({ queryKey: ['session'] });
    },
  });
}

export interface NewCompany {
  name: string;
  tax_number: string;
  taxpayer_kind: string;
  time_zone: string;
  currency: string;
}

type Made = Served<'CompanyMade'>;

/** A person has no two companies of one name: after a lost answer the one that is there is it. */
async function makeCompany(body: NewCompany, isRepeated: boolean): Promise<Made> {
  try {
    return (await send<Made>('/api/v1/companies', { method: 'POST', body })).data;
  } catch (error) {
    const isTaken = error instanceof Problem && error.code === 'company.name_taken';
    if (!isRepeated || !isTaken) throw error;
    const { companies } = await get<Session>('/api/v1/session');
    const made = companies.find(({ name }) => name === body.name.trim());
    if (!made) throw error;
    return made;
  }
}

export function useAddCompany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewCompany) =>
      once('/api/v1/companies', body, (_key, isRepeated) => makeCompany(body, isRepeated)),
    onSuccess: () => client.invalidateQueries({ queryKey: ['session'] }),
  });
}

const TOKENS = '/api/v1/tokens';

interface MadeToken {
  token: string | null;
  /** of an earlier one that never arrived */
  isReplaced: boolean;
}

export function useTokens() {
  return useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) => (await get<Served<'TokenList'>>(TOKENS, {}, signal)).items,
  });
}

interface NewToken {
  name: string;
  days: number | null;
}

const makeToken = (body: NewToken) =>
  once(TOKENS, body, async (key) => {
    const request = { method: 'POST', body, idempotencyKey: key } as const;
    return (await send<Served<'TokenMade'>>(TOKENS, request)).data;
  });

async function endToken(id: string): Promise<void> {
  try {
    await send(`${TOKENS}/${id}`, { method: 'DELETE' });
  } catch (error) {
    // It ended before, or the answer to that was lost.
    if (!(error instanceof Problem && error.status === 404)) throw error;
  }
}

/**
 * The server tells a token once. Where that answer was lost nobody knows it: whoever asks again
 * gets another in its place, and there is one.
 */
export function useAddToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewToken): Promise<MadeToken> => {
      const made = await makeToken(body);
      if (made.token !== null) return { token: made.token, isReplaced: false };
      await endToken(made.id);
      return { token: (await makeToken(body)).token, isReplaced: true };
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useEndToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: endToken,
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current_password: string; new_password: string }) =>
      send('/_allauth/browser/v1/account/password/change', { method: 'POST', body }),
  });
}
