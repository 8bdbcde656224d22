/** How far a new company is: read from what is there; what was put off is a setting of each step. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';

export type Setup = Served<'SetupOut'>;
export type State = 'open' | 'done' | 'skipped';

export const STEPS = [
  'company',
  'warehouse',
  'people',
  'product',
  'partner',
  'stock',
  'sale',
] as const;
export type StepName = (typeof STEPS)[number];
/** What stands in the address after the last step. */
export const END = 'done';

export function isStep(name: string | undefined): name is StepName {
  return (STEPS as readonly string[]).includes(name ?? '');
}

/** Where somebody goes on: at the first step that is neither done nor put off. */
export function firstOpen(setup: Setup): StepName | typeof END {
  const found = setup.steps.find((one) => one.state === 'open')?.name;
  return isStep(found) ? found : END;
}

export function stateOf(setup: Setup, name: StepName): State {
  return (setup.steps.find((one) => one.name === name)?.state ?? 'open') as State;
}

/** What comes after a step on this walk. */
export function after(name: StepName): StepName | typeof END {
  return STEPS[STEPS.indexOf(name) + 1] ?? END;
}

export function before(name: StepName): StepName | null {
  return STEPS[STEPS.indexOf(name) - 1] ?? null;
}

const LOOK_AGAIN = 3000;

/** `watched`: what others or a job do meanwhile is seen soon; an import is done when the job is. */
export function useSetup({ watched = false } = {}) {
  return useQuery({
    refetchInterval: watched ? LOOK_AGAIN : false,
    // among the records: whoever changes one makes this stale
    queryKey: ['records', 'setup'],
    queryFn: ({ signal }) => get<Setup>('/api/v1/setup', {}, signal),
    staleTime: 0,
  });
}

/** Puts a step off, takes it as it is, or opens it again; home no longer leads here, or does. */
export function useSettle() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (steps: Partial<Record<StepName, State>> & { shown?: boolean }) => {
      const values = Object.entries(steps).map(([name, value]) => [`setup.${name}`, value]);
      const body = { values: Object.fromEntries(values) as Record<string, unknown> };
      return send('/api/v1/settings', { method: 'PATCH', body });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
}

export interface Place {
  id: string;
  code: string;
  name: string;
}

export function useWarehouses() {
  return useQuery({
    queryKey: ['records', 'warehouse', 'setup'],
    queryFn: async ({ signal }) => {
      const wanted = { fields: 'code,name', limit: 100 };
      return (await get<{ items: Place[] }>('/api/v1/records/warehouse', wanted, signal)).items;
    },
  });
}

/** A record with what was typed; the rest follows from its form. */
export function useAdd(form: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: Record<string, unknown>) =>
      (
        await once(`setup ${form}`, body, (key) =>
          send<Place>(`/api/v1/records/${form}`, { method: 'POST', body, idempotencyKey: key }),
        )
      ).data,
    onSettled: () => client.invalidateQueries({ queryKey: ['records'] }),
  });
}
