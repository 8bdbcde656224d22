/**
 * Sends what is to be saved. Where the answer is lost on its way, it may have been done: it is sent
 * again under its own key before anything else, so that nothing is saved twice.
 */
import { useMemo, useRef } from 'react';

import { newKey } from '@/lib/idempotency';
import { isAnswer, once } from '@/lib/once';
import type { Form, RecordData } from '../form';
import { forgetLost, keepLost } from './localDraft';
import { findSent, sendWish, type Sent, type Wish } from './lost';
import type { Editor } from './useEditor';
import type { Page } from './usePage';

export function useStoring(
  form: Form,
  { latest, rules, place }: Pick<Editor, 'latest' | 'rules' | 'place'>,
  page: Page,
) {
  const last = useRef<Sent | null>(null);
  return useMemo(() => {
    /** A record that was made just now has another place than its page. */
    const placeOf = ({ id }: Wish) => ({ ...place, id });
    const send = async (sent: Sent): Promise<RecordData> => {
      const { key, body, then = null, state } = sent;
      const answered = () => {
        last.current = null;
        forgetLost(placeOf(sent));
      };
      last.current = sent;
      keepLost(placeOf(sent), { key, body, then }, { version: form.version, state, rules });
      try {
        const data = await sendWish(form, sent);
        // The page that shows it by now asks for it under the same key.
        if (!page.isFollowed()) answered();
        return data;
      } catch (error) {
        if (isAnswer(error)) answered();
        throw error;
      }
    };
    /** Before a reload, too; what was dropped since is not meant any more. */
    const lost = (): Sent | null => {
      const found = findSent(form, place, latest.current, rules);
      return found && last.current?.key === found.key ? last.current : found;
    };
    return {
      store: (wish: Wish) => send({ ...wish, key: newKey() }),
      /** what was sent and not answered; null where nothing was */
      lost,
      again: send,
    };
  }, [form, page, place, latest, rules]);
}

/**
 * The same wish, sent again after its answer was lost, is done once: also when one went to another
 * page meanwhile, or reloaded this one.
 */
export async function wish(
  what: string,
  body: Record<string, unknown>,
  send: (key: string) => Promise<{ data: RecordData }>,
): Promise<RecordData> {
  const { data } = await once(what, body, send);
  return data;
}
