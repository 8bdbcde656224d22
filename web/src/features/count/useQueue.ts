/** Sends what was counted as soon as there is a connection, and says how it stands. */
import { useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { send } from '@/lib/api';
import { newKey } from '@/lib/idempotency';
import { Problem } from '@/lib/problem';
import type { Served } from '@/lib/server';
import { useSession } from '@/lib/session';
import type { Sheet } from './count';
import { bodyOf, Queue, type Queued } from './queue';

const AGAIN = 10_000;

type Answers = Served<'TalliesOut'>;

/** Lets an ear know: something was not taken. */
export function complain(): void {
  if (typeof navigator.vibrate === 'function') navigator.vibrate(200);
  try {
    const sound = new AudioContext();
    const tone = sound.createOscillator();
    tone.frequency.value = 220;
    tone.connect(sound.destination);
    tone.start();
    tone.stop(sound.currentTime + 0.25);
    tone.onended = () => void sound.close();
  } catch {
    // Without sound the screen says it.
  }
}

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
  const name = `huolang.count.${String(company.id)}.${user.id}.${id}`;
  const queue = useMemo(() => new Queue(name, localStorage), [name]);
  const [all, setAll] = useState<Queued[]>(() => queue.all());
  const [lost, setLost] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const busy = useRef(false);

  const flush = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      for (let some = queue.waiting(); some.length > 0; some = queue.waiting()) {
        const { data } = await send<Answers>(`/api/v1/counts/${id}/tallies`, {
          method: 'POST',
          body: bodyOf(some),
          idempotencyKey: newKey(),
        });
        queue.answered(data.items);
        if (data.items.some((one) => one.state === 'refused')) complain();
        const key = ['count', id, 'sheet'];
        const sheet = client.getQueryData<Sheet>(key);
        if (sheet) {
          client.setQueryData(key, told(sheet, data));
          const known = new Set(sheet.lines.map((line) => line.id));
          if (data.items.some((one) => one.line && !known.has(one.line))) {
            void client.invalidateQueries({ queryKey: key });
          }
        }
        setAll(queue.all());
      }
      setLost(false);
      setProblem(null);
    } catch (error) {
      const network = error instanceof Problem && (error.status === 0 || error.status >= 500);
      setLost(network);
      setProblem(network ? null : error);
    } finally {
      busy.current = false;
      setAll(queue.all());
    }
  }, [client, id, queue]);

  useEffect(() => {
    const now = () => void flush();
    now();
    window.addEventListener('online', now);
    const timer = setInterval(() => {
      if (queue.waiting(1).length > 0) now();
    }, AGAIN);
    return () => {
      window.removeEventListener('online', now);
      clearInterval(timer);
    };
  }, [flush, queue]);

  const change = useCallback(
    (how: (queue: Queue) => void) => {
      how(queue);
      setAll(queue.all());
      void flush();
    },
    [flush, queue],
  );

  return { all, lost, problem, unsafe: queue.unsafe, change };
}
