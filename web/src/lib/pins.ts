/** Reports that somebody pinned to their home page. */
import { useMutation, useQueryClient } from '@tanstack/react-query';

import { send } from './api';
import { once } from './once';
import type { Served } from './server';

export type Pin = Served<'PinOut'>;
export type Shows = Pin['shows'];
export type NewPin = Pick<Pin, 'report' | 'asked' | 'title' | 'shows'>;
export type PinName = `report:${string}`;

/** What its tile is named by. */
export function isPin(name: string): name is PinName {
  return name.startsWith('report:');
}

export function pinOf(name: string, pins: readonly Pin[]): Pin | undefined {
  return pins.find(({ tile }) => tile === name);
}

export function calledPin({ title, label }: Pin): string {
  return title || label;
}

/** What is asked of the report itself; which columns were looked at is not. */
export function questionOf({ asked }: Pin): Record<string, string> {
  return Object.fromEntries(Object.entries(asked).filter(([name]) => name !== 'columns'));
}

const PATH = '/api/v1/home/pins';

function useThenHome() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: ['records', 'home'], exact: true });
}

export function useAddPin() {
  const onSettled = useThenHome();
  return useMutation({
    mutationFn: (body: NewPin) =>
      once(PATH, body, (key) => send<Pin>(PATH, { method: 'POST', body, idempotencyKey: key })),
    onSettled,
  });
}

export function useChangePin() {
  const onSettled = useThenHome();
  return useMutation({
    mutationFn: ({ id, ...body }: Pick<Pin, 'id' | 'title' | 'shows'>) =>
      send<Pin>(`${PATH}/${id}`, { method: 'PATCH', body }),
    onSettled,
  });
}

export function useUnpin() {
  const onSettled = useThenHome();
  return useMutation({
    mutationFn: (id: string) => send<null>(`${PATH}/${id}`, { method: 'DELETE' }),
    onSettled,
  });
}
