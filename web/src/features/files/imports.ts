/** Imports and background jobs, as the server keeps them. */
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';

export type Import = Served<'ImportOut'>;
export type Job = Served<'JobOut'>;
export type Fault = Served<'LineOut'>;

/** What is chosen before a file is checked. */
export interface Choices {
  matching: Record<string, string>;
  /** what is the same in every record, for fields that no column fills */
  fixed: Record<string, string>;
  mode: string;
  atomic: boolean;
  confirm: boolean;
  /** rows without a number are a document each */
  separate: boolean;
  /** whose the numbers of documents in the file are */
  numbers: string;
  /** of which shop, where several count alike */
  source: string;
  /** documents without a number that an earlier file brought are imported once more */
  again: boolean;
  /** brands, categories, units … that rows name and that are not there are made with them */
  make: boolean;
  /** what comes to another amount than the file says is imported all the same */
  as_priced: boolean;
  /** orders of which something was executed elsewhere are imported as wholly open */
  as_open: boolean;
}

/** As the file was checked. */
export function choicesOf(run: Import): Choices {
  const { matching, fixed, mode, atomic, confirm, separate } = run;
  const { numbers, source, again, make, as_priced, as_open } = run;
  return {
    ...{ matching, fixed, mode, atomic, confirm, separate },
    ...{ numbers, source, again, make, as_priced, as_open },
  };
}

const SECOND = 1_000;

export function isOpen(job: Job | null | undefined): boolean {
  return job?.state === 'waiting' || job?.state === 'running';
}

export function useImport(id: string) {
  return useQuery({
    queryKey: ['imports', id],
    queryFn: ({ signal }) => get<Import>(`/api/v1/imports/${id}`, {}, signal),
    enabled: id !== '',
    refetchInterval: (query) => (isOpen(query.state.data?.job) ? SECOND : false),
  });
}

export function useUpload(form: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) => {
      const query = { form, name: file.name };
      const answer = await send<Import>('/api/v1/imports', { method: 'POST', query, file });
      client.setQueryData(['imports', answer.data.id], answer.data);
      return answer.data;
    },
  });
}

/** Whose the numbers of documents in a file are. */
export const NUMBERS = {
  either: 'files.numbers_either',
  theirs: 'files.numbers_theirs',
  ours: 'files.numbers_ours',
} as const;

/** `pressed` is told also when the button is gone by then. */
export function usePress(id: string, pressed?: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (choices: Choices | null) => {
      const action = choices ? 'check' : 'start';
      const path = `/api/v1/imports/${id}/${action}`;
      // What is wished of the run as it is seen: checked once more it is another wish.
      const run = client.getQueryData<Import>(['imports', id]);
      const seen = `${run?.state ?? ''} ${run?.job?.id ?? ''} ${run?.job?.finished_at ?? ''}`;
      const answer = await once(`${path} ${seen}`, choices, (key) =>
        send<Import>(path, {
          method: 'POST',
          idempotencyKey: key,
          ...(choices ? { body: choices } : {}),
        }),
      );
      client.setQueryData(['imports', id], answer.data);
      return answer.data;
    },
    onSuccess: () => {
      pressed?.();
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['imports'] });
      await client.invalidateQueries({ queryKey: ['jobs'] });
    },
  });
}

/**
 * Say in which row of the file the headings begin, and how many they take. Without a key: said twice
 * they begin there.
 */
export function useHeadingRow(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (choice: { row: number; rows: number }) => {
      const answer = await send<Import>(`/api/v1/imports/${id}/headings`, {
        method: 'POST',
        body: choice,
      });
      client.setQueryData(['imports', id], answer.data);
      return answer.data;
    },
  });
}

export function useFaults(run: Import) {
  return useInfiniteQuery({
    queryKey: ['imports', run.id, 'faults', run.state, run.refused],
    queryFn: ({ pageParam, signal }) =>
      get<Served<'LinePage'>>(
        `/api/v1/imports/${run.id}/errors`,
        { limit: 100, cursor: pageParam },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    enabled: run.refused > 0,
  });
}

export function useJobs() {
  return useInfiniteQuery({
    queryKey: ['jobs'],
    queryFn: ({ pageParam, signal }) =>
      get<Served<'JobPage'>>('/api/v1/jobs', { limit: 50, cursor: pageParam }, signal),
    initialPageParam: '',
    getNextPageParam: (page) => page.next ?? undefined,
    refetchInterval: (query) =>
      query.state.data?.pages.some((page) => page.items.some(isOpen)) ? 2 * SECOND : 15 * SECOND,
  });
}

export function useJobAction() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ job, action }: { job: Job; action: string }) => {
      const path = `/api/v1/jobs/${job.id}/${action}`;
      // One that failed again may be gone on with again.
      const seen = `${job.state} ${job.finished_at ?? ''}`;
      return once(`${path} ${seen}`, null, (key) =>
        send(path, { method: 'POST', idempotencyKey: key }),
      );
    },
    onSettled: async () => {
      await client.invalidateQueries({ queryKey: ['jobs'] });
      await client.invalidateQueries({ queryKey: ['imports'] });
    },
  });
}
