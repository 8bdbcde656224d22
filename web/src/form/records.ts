/** Reads forms and records; answers are kept by TanStack Query under one family of keys. */
import {
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
  type QueryClient,
} from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import type { Served } from '@/lib/server';
import {
  readForm,
  type Condition,
  type Form,
  type FormName,
  type Page,
  type RecordData,
  type Summary,
} from './form';

const BASE = '/api/v1';

export interface Wanted {
  filter?: Condition[];
  q?: string;
  sort?: string;
  fields?: string[];
  limit?: number;
}

function queryOf(wanted: Wanted, cursor?: string | null) {
  return {
    filter: wanted.filter?.length ? JSON.stringify(wanted.filter) : null,
    q: wanted.q?.trim() ?? null,
    sort: wanted.sort ?? null,
    fields: wanted.fields?.join(',') ?? null,
    limit: wanted.limit ?? null,
    cursor: cursor ?? null,
  };
}

export function formQuery(name: string) {
  return queryOptions({
    queryKey: ['form', name],
    queryFn: async ({ signal }) =>
      readForm(await get<Form>(`${BASE}/forms/${name}`, undefined, signal)),
    staleTime: 5 * 60_000,
  });
}

export function formsQuery() {
  return queryOptions({
    queryKey: ['forms'],
    queryFn: async ({ signal }) =>
      (await get<{ items: FormName[] }>(`${BASE}/forms`, undefined, signal)).items,
    staleTime: 5 * 60_000,
  });
}

export function recordQuery(form: string, id: string) {
  return queryOptions({
    queryKey: ['record', form, id],
    queryFn: ({ signal }) => get<RecordData>(`${BASE}/records/${form}/${id}`, undefined, signal),
    staleTime: 0,
  });
}

export function useRecords(form: string, wanted: Wanted) {
  return useInfiniteQuery({
    queryKey: ['records', form, wanted],
    queryFn: ({ pageParam, signal }) =>
      get<Page<RecordData>>(`${BASE}/records/${form}`, queryOf(wanted, pageParam), signal),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // Whoever scrolled far does not wait for all of it again on coming back to the window.
    refetchOnWindowFocus: (query) => (query.state.data?.pages.length ?? 0) < 3,
  });
}

export function useSummary(form: string, wanted: Wanted) {
  return useQuery({
    queryKey: ['records', form, 'summary', wanted],
    queryFn: ({ signal }) =>
      get<Summary>(
        `${BASE}/records/${form}/summary`,
        {
          ...queryOf({ ...(wanted.filter ? { filter: wanted.filter } : {}), q: wanted.q ?? '' }),
          in_force: 'true',
        },
        signal,
      ),
    placeholderData: keepPreviousData,
  });
}

/** Archived records are not offered where a form knows such. */
export async function activeOnly(client: QueryClient, form: string): Promise<Condition[]> {
  const known = await client.ensureQueryData(formQuery(form)).catch(() => null);
  return known?.fields.some((field) => field.name === 'active') ? [['active', '=', true]] : [];
}

/** The few records that a picker offers. */
export async function findRecords(
  form: string,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<RecordData[]> {
  const page = await get<Page<RecordData>>(
    `${BASE}/records/${form}`,
    queryOf({ limit: 20, ...wanted }),
    signal,
  );
  return page.items;
}

/** The server takes so many codes in one request. */
const CODES = 100;
/** No code is longer than the server reads. */
const LONGEST = 200;

/** For each code the one record that it means, or null; asked for a hundred at a time. */
export async function findMeant(
  form: string,
  codes: readonly string[],
  { filter, fields }: Pick<Wanted, 'filter' | 'fields'>,
): Promise<(RecordData | null)[]> {
  const wanted = [...new Set(codes)].filter((each) => each.length <= LONGEST);
  const parts: string[][] = [];
  for (let at = 0; at < wanted.length; at += CODES) parts.push(wanted.slice(at, at + CODES));
  const known = new Map<string, RecordData>();
  const ask = async (some: string[]) => {
    const body = { form, codes: some, filter: filter ?? [], fields: fields?.join(',') ?? '' };
    const { data } = await send<Served<'MeantOut'>>(`${BASE}/find/codes`, { method: 'POST', body });
    const items = new Map((data.items as RecordData[]).map((item) => [item.id, item]));
    some.forEach((code, index) => {
      const record = items.get(data.meant[index] ?? '');
      if (record) known.set(code, record);
    });
  };
  // What one request did not find out, the others still do.
  await Promise.allSettled(parts.map(ask));
  return codes.map((code) => known.get(code) ?? null);
}

/** All of them, page by page: of what is never very many. */
export async function allRecords(form: string, wanted: Wanted): Promise<RecordData[]> {
  const found: RecordData[] = [];
  let cursor: string | null = null;
  do {
    const page: Page<RecordData> = await get(`${BASE}/records/${form}`, queryOf(wanted, cursor));
    found.push(...page.items);
    cursor = page.next;
  } while (cursor !== null);
  return found;
}

export type ChainLink = Served<'StepOut'>;
export type AuditEntry = Served<'TraceOut'>;
export type JournalLine = Served<'JournalOut'>;
export type Books = Served<'BooksOut'>;

export function asideQuery<T>(form: string, id: string, what: 'chain' | 'audit' | 'entries') {
  return queryOptions({
    queryKey: ['record', form, id, what],
    queryFn: ({ signal }) => get<T>(`${BASE}/records/${form}/${id}/${what}`, undefined, signal),
  });
}

export interface Written {
  body: Record<string, unknown>;
  key: string;
}

export function createRecord(form: string, written: Written, then?: string) {
  return send<RecordData>(`${BASE}/records/${form}`, {
    method: 'POST',
    body: written.body,
    idempotencyKey: written.key,
    ...(then ? { query: { then } } : {}),
  });
}

export function changeRecord(form: string, id: string, written: Written, etag: string) {
  return send<RecordData>(`${BASE}/records/${form}/${id}`, {
    method: 'PATCH',
    body: written.body,
    idempotencyKey: written.key,
    etag,
  });
}

export function deleteRecord(form: string, id: string) {
  return send<null>(`${BASE}/records/${form}/${id}`, { method: 'DELETE' });
}

/** `what` is an action (`confirm`) or a conversion (`convert/purchase_receipt`). */
export function actOn(form: string, id: string, what: string, written: Written, etag?: string) {
  return send<RecordData>(`${BASE}/records/${form}/${id}/${what}`, {
    method: 'POST',
    body: written.body,
    idempotencyKey: written.key,
    ...(etag ? { etag } : {}),
  });
}

/** A draft that was made, and of how many documents. */
export interface Draft {
  record: RecordData;
  documents: number;
}

/** Drafts that go on from several documents (合并下推), one for each partner. */
export function convertApart(form: string, target: string, written: Written) {
  return send<{ drafts: Draft[] }>(`${BASE}/records/${form}/convert/${target}/apart`, {
    method: 'POST',
    body: written.body,
    idempotencyKey: written.key,
  });
}

/** After a change, every list, figure and chain may read differently. */
export async function forgetLists(client: QueryClient): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['records'] }),
    client.invalidateQueries({ queryKey: ['stock'] }),
    client.invalidateQueries({ queryKey: ['record'] }),
  ]);
}
