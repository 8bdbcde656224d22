/** 评论: what people say beside a record, and whom they call to it. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';

import { get, send } from '@/lib/api';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';

export type Comment = Served<'CommentOut'>;
export type Reader = Served<'Reader'>;

const BASE = '/api/v1/comments';

export function useComments(form: string, record: string) {
  return useQuery({
    queryKey: ['record', form, record, 'comments'],
    queryFn: async ({ signal }) =>
      (await get<Served<'CommentList'>>(`${BASE}/${form}/${record}`, {}, signal)).items,
  });
}

/** Who may see records of the form, and so can be called. */
export function useReaders(form: string) {
  return useQuery({
    queryKey: ['readers', form],
    queryFn: async ({ signal }) =>
      (await get<Served<'ReaderList'>>(`${BASE}/${form}`, {}, signal)).items,
    staleTime: 5 * 60_000,
  });
}

export function useSay(form: string, record: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (said: { text: string; mentions: string[] }) => {
      const path = `${BASE}/${form}/${record}`;
      return once(path, said, (key) =>
        send<Comment>(path, { method: 'POST', body: said, idempotencyKey: key }),
      );
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['record', form, record] }),
  });
}

export function useTakeBack(form: string, record: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => send<null>(`${BASE}/${form}/${record}/${id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: ['record', form, record] }),
  });
}

/** People under the names by which they are called: two of one name are told apart by a number. */
export function calledBy(readers: readonly Reader[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const { id, name } of readers) {
    const plain = name.replaceAll(/\s+/g, '_');
    let own = plain;
    for (let count = 2; names.has(own); count += 1) own = `${plain}_${String(count)}`;
    names.set(own, id);
  }
  return names;
}

/**
 * What stands between the last @ and where one types. Read from the field itself: what is pasted or
 * put there by an input method is no key, and the list would still offer everybody.
 */
export function typedAt(field: Pick<HTMLTextAreaElement, 'value' | 'selectionStart'> | null) {
  if (!field) return '';
  const before = field.value.slice(0, field.selectionStart);
  return before.slice(before.lastIndexOf('@') + 1);
}

/** Does the text go through syllables, of each at least the first letter: zm, zhaom, zhaomin? */
function readsAs(text: string, syllables: readonly string[]): boolean {
  const [first = '', ...rest] = syllables;
  if (text === '') return true;
  for (let length = first.length; length > 0; length -= 1) {
    const part = first.slice(0, length);
    if (text === first.slice(0, text.length)) return true;
    if (text.startsWith(part) && readsAs(text.slice(length), rest)) return true;
  }
  return false;
}

/** A person is meant by a part of the name, or by how it is read: whole, or its first letters. */
export function isMeant(typed: string, name: string, reading: string): boolean {
  const wanted = typed.trim().toLowerCase();
  if (name.toLowerCase().includes(wanted)) return true;
  const syllables = reading.split(' ');
  return syllables.some((_, from) => readsAs(wanted, syllables.slice(from)));
}

/** How each name is read, under the names by which they are called. */
export function readingsOf(readers: readonly Reader[]): Map<string, string> {
  const read = new Map(readers.map(({ id, pinyin }) => [id, pinyin]));
  return new Map([...calledBy(readers)].map(([name, id]) => [name, read.get(id) ?? '']));
}

/** Whom a text calls: the longest name after each @ wins, so 王小 is not called with 王小明. */
export function calledIn(text: string, names: ReadonlyMap<string, string>): string[] {
  const longest = [...names.keys()].sort((one, other) => other.length - one.length);
  const found = new Set<string>();
  for (const part of text.split('@').slice(1)) {
    const name = longest.find((one) => part.startsWith(one));
    const id = name === undefined ? undefined : names.get(name);
    if (id) found.add(id);
  }
  return [...found];
}
