/** People and roles, as the server keeps them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { newKey } from '@/lib/idempotency';
import type { Served } from '@/lib/server';

export type Person = Served<'PersonOut'>;
export type Role = Served<'RoleOut'>;
export type Rights = Served<'RightsOut'>;

export function usePeople() {
  return useQuery({
    queryKey: ['team', 'people'],
    queryFn: async ({ signal }) =>
      (await get<Served<'PersonList'>>('/api/v1/people', {}, signal)).items,
  });
}

export function useRoles() {
  return useQuery({
    queryKey: ['team', 'roles'],
    queryFn: async ({ signal }) =>
      (await get<Served<'RoleList'>>('/api/v1/roles', {}, signal)).items,
  });
}

export function useRights() {
  return useQuery({
    queryKey: ['team', 'rights'],
    queryFn: ({ signal }) => get<Rights>('/api/v1/rights', {}, signal),
    staleTime: Infinity,
  });
}

export type PersonDraft = Pick<Person, 'username' | 'name' | 'email' | 'roles' | 'active'>;

/** A new person, or a change of one; answers the first password of a new one. */
export function useSavePerson(person: Person | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ username, active, ...draft }: PersonDraft): Promise<string | null> => {
      if (person) {
        await send(`/api/v1/people/${person.id}`, {
          method: 'PATCH',
          body: { ...draft, active },
          etag: person.etag,
        });
        return null;
      }
      const made = await send<Served<'PersonMade'>>('/api/v1/people', {
        method: 'POST',
        body: { username, ...draft },
        idempotencyKey: newKey(),
      });
      return made.data.password ?? null;
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['team'] }),
  });
}

export function useRenewPassword() {
  return useMutation({
    mutationFn: async (person: string) => {
      const path = `/api/v1/people/${person}/password`;
      return (await send<Served<'PasswordOut'>>(path, { method: 'POST', body: {} })).data.password;
    },
  });
}

export type RoleDraft = Pick<Role, 'name' | 'permissions' | 'hidden'>;

export function useSaveRole(role: Role | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (draft: RoleDraft) =>
      role
        ? send(`/api/v1/roles/${role.code}`, { method: 'PATCH', body: draft, etag: role.etag })
        : send('/api/v1/roles', { method: 'POST', body: draft, idempotencyKey: newKey() }),
    onSettled: () => client.invalidateQueries({ queryKey: ['team'] }),
  });
}

export function useDeleteRole() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ code, etag }: Role) => send(`/api/v1/roles/${code}`, { method: 'DELETE', etag }),
    onSettled: () => client.invalidateQueries({ queryKey: ['team'] }),
  });
}
