/** 定时报表: questions that are sent by mail again and again, as the server keeps them. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { once, SOON } from '@/lib/once';
import type { Served } from '@/lib/server';
import type { Question } from './reports';

export type Schedule = Served<'ScheduleOut'>;
export type Letter = Served<'ReportLetter'>;
type Schedules = Served<'ScheduleList'>;

/** How often: what somebody fills in. */
export interface Draft {
  name: string;
  rhythm: string;
  day: number;
  hour: number;
  recipients: string[];
}

export type Kept = Draft & { asked: Question };

const KEY = ['report-schedules'] as const;
const PATH = '/api/v1/report-schedules';
const SECOND = 1_000;

export function useSchedules() {
  return useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => get<Schedules>(PATH, {}, signal),
    refetchInterval: ({ state }) =>
      state.data?.items.some(({ letters }) => letters.some((one) => one.state === 'waiting'))
        ? 3 * SECOND
        : 60 * SECOND,
  });
}

export function useRecipients(report: string) {
  return useQuery({
    queryKey: [...KEY, 'recipients', report],
    queryFn: ({ signal }) =>
      get<Served<'RecipientList'>>(`${PATH}/recipients/${report}`, {}, signal),
    staleTime: 60 * SECOND,
  });
}

export function useLetters(schedule: string) {
  return useQuery({
    queryKey: [...KEY, schedule, 'letters'],
    queryFn: ({ signal }) => get<Served<'LetterList'>>(`${PATH}/${schedule}/letters`, {}, signal),
  });
}

function useKnown() {
  const client = useQueryClient();
  return () => client.invalidateQueries({ queryKey: KEY });
}

export function useAddSchedule() {
  const known = useKnown();
  return useMutation({
    mutationFn: (body: Kept & { report: string; active?: boolean }) =>
      once(
        PATH,
        body,
        (key) => send<Schedule>(PATH, { method: 'POST', body, idempotencyKey: key }),
        SOON,
      ),
    onSettled: known,
  });
}

export function useChangeSchedule() {
  const known = useKnown();
  return useMutation({
    mutationFn: ({ id, ...body }: Partial<Kept> & { id: string; active?: boolean }) =>
      send<Schedule>(`${PATH}/${id}`, { method: 'PATCH', body }),
    onSettled: known,
  });
}

export function useDropSchedule() {
  const known = useKnown();
  return useMutation({
    mutationFn: ({ id }: Schedule) => send<null>(`${PATH}/${id}`, { method: 'DELETE' }),
    onSettled: known,
  });
}

export function useSendNow() {
  const known = useKnown();
  return useMutation({
    mutationFn: (schedule: Schedule) => {
      const path = `${PATH}/${schedule.id}/send`;
      // One that was sent may be sent again.
      const seen = schedule.letters.map((one) => `${one.id} ${one.state}`).join(' ');
      return once(`${path} ${seen}`, null, (key) =>
        send<Schedule>(path, { method: 'POST', idempotencyKey: key }),
      );
    },
    onSettled: known,
  });
}
