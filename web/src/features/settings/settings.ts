/** Settings, the company, one's own password and tokens, as the server keeps them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { newKey } from '@/lib/idempotency';
import type { Served } from '@/lib/server';

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

export function useAddCompany() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: NewCompany) =>
      (await send<Served<'CompanyMade'>>('/api/v1/companies', { method: 'POST', body })).data,
    onSuccess: () => client.invalidateQueries({ queryKey: ['session'] }),
  });
}

export function useTokens() {
  return useQuery({
    queryKey: ['tokens'],
    queryFn: async ({ signal }) =>
      (await get<Served<'TokenList'>>('/api/v1/tokens', {}, signal)).items,
  });
}

/** Under a new key each time: of a repeated wish the server tells the token no more. */
export function useAddToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: { name: string; days: number | null }) =>
      (
        await send<Served<'TokenMade'>>('/api/v1/tokens', {
          method: 'POST',
          body,
          idempotencyKey: newKey(),
        })
      ).data.token,
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useEndToken() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send(`/api/v1/tokens/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['tokens'] }),
  });
}

export function useChangePassword() {
  return useMutation({
    mutationFn: (body: { current_password: string; new_password: string }) =>
      send('/_allauth/browser/v1/account/password/change', { method: 'POST', body }),
  });
}
