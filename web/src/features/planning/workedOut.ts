/** Working all proposals out anew: the worker does it, and the page follows until they are there. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

import { get, send } from '@/lib/api';
import { once, SOON } from '@/lib/once';
import { Problem } from '@/lib/problem';
import type { Served } from '@/lib/server';
import { useAfresh } from './drafts';

type Job = Served<'JobOut'>;

const PATH = '/api/v1/replenishment/proposals';
const SECOND = 1_000;

function isOpen(job: Job): boolean {
  return job.state === 'waiting' || job.state === 'running';
}

/** It is no longer told of it; a server that is away for a while is asked again. */
function isRefused(error: unknown): boolean {
  return error instanceof Problem && error.status >= 400 && error.status < 500;
}

/** Nothing was ever worked out: that nothing is proposed says nothing. */
export function useNeverWorkedOut(): boolean {
  const { data } = useQuery({
    queryKey: ['report', 'replenishment', 'worked out'],
    queryFn: ({ signal }) => get<Served<'WorkedOut'>>(PATH, {}, signal),
  });
  return data?.at === null;
}

export function useWorkingOut() {
  const afresh = useAfresh();
  const asking = useMutation({
    mutationFn: () => {
      const ask = (key: string) =>
        send<Job>(PATH, { method: 'POST', body: {}, idempotencyKey: key });
      return once(PATH, {}, ask, SOON);
    },
  });
  const asked = asking.data?.data;
  const following = useQuery({
    queryKey: ['jobs', asked?.id],
    queryFn: ({ signal }) => get<Job>(`/api/v1/jobs/${asked?.id ?? ''}`, {}, signal),
    enabled: asked !== undefined,
    refetchInterval: ({ state: { data, error } }) =>
      isRefused(error) || (data && !isOpen(data)) ? false : SECOND,
  });
  const job = following.data ?? asked;
  const lost = isRefused(following.error);
  const working = job !== undefined && isOpen(job) && !lost;
  const over = job !== undefined && !working ? job.id : '';
  const shown = useRef('');
  useEffect(() => {
    if (over === shown.current) return;
    shown.current = over;
    if (over) void afresh();
  });
  return {
    ask: asking.mutate,
    working: working || asking.isPending,
    done: over !== '' && job?.state === 'done',
    /** why it came to nothing */
    said: job?.state === 'failed' ? job.said : '',
    error: asking.error ?? (lost ? following.error : null),
  };
}
