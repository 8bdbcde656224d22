/** Sends what was counted as soon as there is a connection. */
import { useQueryClient } from '@tanstack/react-query';

import { send } from '@/lib/api';
import type { Served } from '@/lib/server';
import { useSession } from '@/lib/session';
import { useSending } from '@/scan/useSending';
import type { Sheet } from './count';
import { bodyOf, nameOfQueue, type Queued } from './queue';

type Answers = Served<'TalliesOut'>;

/** A line of the sheet as the server told of it with an answer. */
function told(sheet: Sheet, answers: Answers): Sheet {
  const mine = new Map(
    answers.items.filter((one) => one.mine && one.line).map((one) => [one.line, one.mine]),
  );
  const lines = sheet.lines.map((line) => {
    const now = mine.get(line.id);
    return now ? { ...line, mine: now, tallied: true } : line;
  });
  return { ...sheet, lines };
}

export function useQueue(id: string) {
  const client = useQueryClient();
  const { user, company } = useSession();
  return useSending<Queued>({
    name: nameOfQueue(company.id, user.id, id),
    // Each of them has its own id, by which the server knows what came before.
    send: async (some) => {
      const { data } = await send<Answers>(`/api/v1/counts/${id}/tallies`, {
        method: 'POST',
        body: bodyOf(some),
      });
      const key = ['count', id, 'sheet'];
      const sheet = client.getQueryData<Sheet>(key);
      if (sheet) {
        client.setQueryData(key, told(sheet, data));
        const known = new Set(sheet.lines.map((line) => line.id));
        // Refused: the count is over, or counted once more; the sheet knows less than the server.
        if (data.items.some((one) => one.state === 'refused' || !known.has(one.line ?? ''))) {
          void client.invalidateQueries({ queryKey: key });
        }
      }
      return data.items.map((one) => ({ ...one, note: { why: one.code } }));
    },
  });
}
