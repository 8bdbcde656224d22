/** Receipts, deliveries and transfers on their way to the server, each sent until it has arrived. */
import { useQueryClient } from '@tanstack/react-query';
import i18next from 'i18next';
import { useState } from 'react';

import type { RecordData } from '@/form/form';
import { forgetLists } from '@/form/records';
import { send } from '@/lib/api';
import { Problem } from '@/lib/problem';
import { useSession, type Session } from '@/lib/session';
import { agree } from '@/scan/feedback';
import type { Answer, Kept } from '@/scan/queue';
import { useSending } from '@/scan/useSending';
import { without, type Item, type Sheet } from './basket';
import { refusalsOf } from './tried';

/** Made when somebody confirms; its id is the key by which the server does it once. */
export interface Parcel extends Kept {
  path: string;
  body: Record<string, unknown>;
  /** what people call it */
  called: string;
  /** the form that it makes */
  target: string;
  /** the basket to which it goes back to be corrected, and the page of that */
  task: string;
  page: string;
  items: Item[];
  /** what else the basket says */
  more: unknown;
  /** by item; that of the whole stands under nothing */
  errors: Record<string, string>;
  at: string;
}

export interface Arrived {
  id: string;
  form: string;
  record: string;
  number: string;
}

/** Things that may be otherwise in a moment: they are no answer. */
const LATER = [0, 401, 408, 425, 429];

function isRefusal(error: unknown): error is Problem {
  return error instanceof Problem && error.status < 500 && !LATER.includes(error.status);
}

/** The server knows a key for 30 days: after that, who sends it again might do it twice. */
const KEPT_DAYS = 28;
const DAY = 24 * 60 * 60_000;

/** One parcel; a refusal is an answer, a lost connection is none. */
export async function deliver(parcel: Parcel): Promise<Answer<Parcel> & { made?: RecordData }> {
  const days = Math.floor((Date.now() - Date.parse(parcel.at)) / DAY);
  if (days > KEPT_DAYS) {
    return { id: parcel.id, state: 'refused', message: i18next.t('phone.tooOld', { days }) };
  }
  try {
    const { data } = await send<RecordData>(parcel.path, {
      method: 'POST',
      body: parcel.body,
      idempotencyKey: parcel.id,
    });
    return { id: parcel.id, state: 'kept', message: '', made: data };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    const message = error.message || error.code;
    const errors = refusalsOf(error.errors, parcel.items);
    return { id: parcel.id, state: 'refused', message, note: { errors } };
  }
}

export function boxOf({ user, company }: Session): string {
  return `huolang.phone.${String(company.id)}.${user.id}`;
}

export function useParcels() {
  const client = useQueryClient();
  const session = useSession();
  const [arrived, setArrived] = useState<Arrived[]>([]);
  const outbox = useSending<Parcel>({
    name: boxOf(session),
    most: 1,
    send: async (some) => {
      const answers = [];
      for (const parcel of some) {
        const answer = await deliver(parcel);
        const { made } = answer;
        if (answer.state === 'refused') void client.invalidateQueries({ queryKey: ['handling'] });
        if (made) {
          agree();
          const told = { form: parcel.target, record: made.id, number: made.number ?? '' };
          setArrived((before) => [{ id: parcel.id, ...told }, ...before].slice(0, 5));
          const key = ['handling', ...parcel.task.split('.')];
          const sheet = client.getQueryData<Sheet>(key);
          if (sheet) client.setQueryData(key, without(sheet, parcel.items));
          void client.invalidateQueries({ queryKey: ['handling'] });
          void forgetLists(client);
        }
        answers.push(answer);
      }
      return answers;
    },
  });
  return { outbox, arrived };
}

/** Of what is on its way nobody takes anything again. */
export function onTheWay(parcels: readonly Parcel[], task: string): Item[] {
  return parcels
    .filter((one) => one.task === task && one.refused === null)
    .flatMap((one) => one.items);
}
