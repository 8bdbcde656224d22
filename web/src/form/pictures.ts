/** The pictures of records: the first image among the files of each, small. */
import { useQueries } from '@tanstack/react-query';

import type { Candidate } from '@/grid/columns';
import { get } from '@/lib/api';
import type { Served } from '@/lib/server';
import type { Form } from './form';

type Found = Served<'PictureList'>;

/** As many as may be asked for at once; a page of a list has as many. */
const CHUNK = 100;
const base = (form: string) => `/api/v1/records/${form}`;

async function paths(form: string, ids: readonly string[], signal?: AbortSignal) {
  const found = await get<Found>(`${base(form)}/pictures`, { ids: ids.join(',') }, signal);
  return found.items.map((one): [string, string] => [
    one.record,
    `${base(form)}/${one.record}/attachments/${one.attachment}?size=small`,
  ]);
}

/** Where the picture of each record is, of those that have one. */
export function usePictures(form: Form, ids: readonly string[]): ReadonlyMap<string, string> {
  const chunks: string[][] = [];
  if (form.pictured) {
    for (let at = 0; at < ids.length; at += CHUNK) chunks.push(ids.slice(at, at + CHUNK));
  }
  return useQueries({
    queries: chunks.map((chunk) => ({
      queryKey: ['pictures', form.name, chunk],
      queryFn: ({ signal }: { signal: AbortSignal }) => paths(form.name, chunk, signal),
      staleTime: 60_000,
    })),
    combine: (answers) => new Map(answers.flatMap((answer) => answer.data ?? [])),
  });
}

/** Products that a search found, with their pictures; without them where they cannot be had. */
export async function withPictures(
  asked: Candidate[] | Promise<Candidate[]>,
  signal: AbortSignal,
): Promise<Candidate[]> {
  const found = await asked;
  if (found.length === 0) return found;
  const ids = found.map(({ chosen }) => chosen.id);
  const byRecord = new Map(await paths('product', ids, signal).catch(() => []));
  return found.map((one) => {
    const picture = byRecord.get(one.chosen.id);
    return picture === undefined ? one : { ...one, picture };
  });
}
