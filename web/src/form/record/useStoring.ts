/**
 * Sends what is to be saved. Where the answer is lost on its way, it may have been done: it is sent
 * again under its own key before anything else, so that nothing is saved twice.
 */
import { useCallback, useMemo, useRef, useState } from 'react';

import { newKey, Wishes } from '@/lib/idempotency';
import { Problem } from '@/lib/problem';
import { keep, kept } from '@/lib/safekeeping';
import { useSession } from '@/lib/session';
import { windowId } from '@/lib/windows';
import type { Form, RecordData } from '../form';
import { changeRecord, createRecord } from '../records';
import type { Written } from './write';

interface Wish extends Pick<Written, 'body' | 'state'> {
  /** null for a record that does not exist yet */
  id: string | null;
}

interface Sent extends Wish {
  key: string;
}

/** What stands between here and the server gave up; the server may have gone on. */
const GATEWAY = new Set([502, 504]);

function isAnswer(error: unknown): boolean {
  return error instanceof Problem && error.status > 0 && !GATEWAY.has(error.status);
}

export function useStoring(form: Form) {
  const lost = useRef<Sent | null>(null);
  return useMemo(() => {
    const send = async (sent: Sent): Promise<RecordData> => {
      const { id, body, state, key } = sent;
      lost.current = sent;
      try {
        const { data } = await (id === null
          ? createRecord(form.name, { body, key })
          : changeRecord(form.name, id, { body, key }, state.etag ?? ''));
        lost.current = null;
        return data;
      } catch (error) {
        if (isAnswer(error)) lost.current = null;
        throw error;
      }
    };
    return {
      store: (wish: Wish & { key?: string }) => send({ ...wish, key: wish.key ?? newKey() }),
      /** what was sent and not answered; null where nothing was */
      lost: () => lost.current,
      again: send,
    };
  }, [form.name]);
}

/** The same wish, sent again after its answer was lost, is done once. */
export function useWish() {
  const [wishes] = useState(() => new Wishes());
  return useCallback(
    async (
      what: string,
      body: Record<string, unknown>,
      send: (key: string) => Promise<{ data: RecordData }>,
    ) => {
      const key = wishes.keyFor(what, body);
      const { data } = await send(key);
      wishes.answered(what, body);
      return data;
    },
    [wishes],
  );
}

/** The key of a new record outlives a reload: who sends the same again means the same record. */
export function useNewKeys(form: Form) {
  const { user, company } = useSession();
  const place = ['huolang.wish', user.id, String(company.id), form.name, windowId()].join(':');
  return useMemo(
    () => ({
      keyFor(then: string | undefined, body: Record<string, unknown>): string {
        const wish = `${then ?? ''} ${JSON.stringify(body)}`;
        const [before, known] = (kept(place) ?? '').split('\n');
        if (before === wish && known) return known;
        const key = newKey();
        keep(place, `${wish}\n${key}`);
        return key;
      },
      answered() {
        keep(place, null);
      },
    }),
    [place],
  );
}
