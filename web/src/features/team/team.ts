/** People and roles, as the server keeps them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';

export type Person = Served<'PersonOut'>;
export type Role = Served<'RoleOut'>;
/** 员工: the record of who a member is. */
export interface Employee {
  id: string;
  code: string;
  name: string;
  username: string;
}
export type Rights = Served<'RightsOut'>;

export function usePeople() {
  return useQuery({
    queryKey: ['team', 'people'],
    queryFn: async ({ signal }) =>
      (await get<Served<'PersonList'>>('/api/v1/people', {}, signal)).items,
  });
}

/** The employees that log in, by their user name; nobody for who may not see employees. */
export function useEmployees(enabled: boolean) {
  return useQuery({
    queryKey: ['records', 'employee', 'members'],
    queryFn: async ({ signal }) => {
      const filter = JSON.stringify([['username', 'empty', false]]);
      const wanted = { filter, fields: 'code,name,username', limit: 500 };
      const page = await get<{ items: Employee[] }>('/api/v1/records/employee', wanted, signal);
      return new Map(page.items.map((one) => [one.username, one]));
    },
    enabled,
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

interface SavedPerson {
  /** the first password of a new one */
  password: string | null;
  /** it was answered before, and never arrived: nobody knows it */
  isLost: boolean;
}

/** A new person, or a change of one. */
export function useSavePerson(person: Person | null) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ username, active, ...draft }: PersonDraft): Promise<SavedPerson> => {
      if (person) {
        await send(`/api/v1/people/${person.id}`, {
          method: 'PATCH',
          body: { ...draft, active },
          etag: person.etag,
        });
        return { password: null, isLost: false };
      }
      const body = { username, ...draft };
      const made = await once('/api/v1/people', body, async (key, isRepeated) => {
        const request = { method: 'POST', body, idempotencyKey: key } as const;
        const { data } = await send<Served<'PersonMade'>>('/api/v1/people', request);
        return { password: data.password ?? null, isRepeated };
      });
      return { password: made.password, isLost: made.isRepeated && made.password === null };
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
        : once('/api/v1/roles', draft, (key) =>
            send('/api/v1/roles', { method: 'POST', body: draft, idempotencyKey: key }),
          ),
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
