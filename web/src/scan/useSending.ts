/** Sends what waits as soon as there is a connection, and says how it stands. */
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';

import { Problem } from '@/lib/problem';
import { isFailed, isWritten, keep, kept, keptNames, watchKept } from '@/lib/safekeeping';
import { complain } from './feedback';
import { Queue, type Answer, type Kept } from './queue';

const AGAIN = 10_000;
const DEVICE = { names: keptNames, read: kept, write: keep };

/** A person, a work, and how some of it is sent; what is thrown is tried again later. */
export interface Sending<T extends Kept> {
  name: string;
  send(some: T[]): Promise<Answer<T>[]>;
  /** at once */
  most?: number;
}

export function isLost(error: unknown): boolean {
  return error instanceof Problem && (error.status === 0 || error.status >= 500);
}

/** The server does not understand something of it, and will not do so later. */
function isWrong(error: unknown): error is Problem {
  return error instanceof Problem && (error.status === 400 || error.status === 422);
}

/** One that is wrong is refused by name: the others are sent without it. */
async function sendEach<T extends Kept>(
  some: T[],
  send: (some: T[]) => Promise<Answer<T>[]>,
): Promise<Answer<T>[]> {
  try {
    return await send(some);
  } catch (error) {
    const [first] = some;
    if (!isWrong(error) || !first) throw error;
    if (some.length === 1) {
      const message = error.errors[0]?.message ?? error.message;
      return [{ id: first.id, state: 'refused', message }];
    }
    const half = Math.ceil(some.length / 2);
    const before = await sendEach(some.slice(0, half), send);
    return [...before, ...(await sendEach(some.slice(half), send))];
  }
}

export interface Outbox<T extends Kept> {
  all: T[];
  lost: boolean;
  problem: unknown;
  /** how many could not be written, and how many are still being written on this device */
  unsafe: number;
  unwritten: number;
  change(how: (queue: Queue<T>) => void): void;
}

export function useSending<T extends Kept>({ name, send, most }: Sending<T>): Outbox<T> {
  const queue = useMemo(() => new Queue<T>(name, DEVICE), [name]);
  const [all, setAll] = useState<T[]>(() => queue.all());
  const [lost, setLost] = useState(false);
  const [problem, setProblem] = useState<unknown>(null);
  const busy = useRef(false);
  const latest = useRef(send);
  useEffect(() => {
    latest.current = send;
  });

  const flush = useCallback(async () => {
    if (busy.current) return;
    busy.current = true;
    try {
      for (let some = queue.waiting(most); some.length > 0; some = queue.waiting(most)) {
        const answers = await sendEach(some, latest.current);
        queue.answered(answers);
        if (answers.some((one) => one.state === 'refused')) complain();
        setAll(queue.all());
      }
      setLost(false);
      setProblem(null);
    } catch (error) {
      setLost(isLost(error));
      setProblem(isLost(error) ? null : error);
    } finally {
      busy.current = false;
      setAll(queue.all());
    }
  }, [most, queue]);

  useEffect(() => {
    const now = () => void flush();
    const forget = watchKept((names) => {
      if (names.some((each) => queue.owns(each))) setAll(queue.all());
    });
    now();
    window.addEventListener('online', now);
    const timer = setInterval(() => {
      if (queue.waiting(1).length > 0) now();
    }, AGAIN);
    return () => {
      window.removeEventListener('online', now);
      forget();
      clearInterval(timer);
    };
  }, [flush, queue]);

  const change = useCallback(
    (how: (queue: Queue<T>) => void) => {
      how(queue);
      setAll(queue.all());
      void flush();
    },
    [flush, queue],
  );

  const unsafe = queue.count(isFailed);
  const unwritten = queue.count((each) => !isWritten(each)) - unsafe;
  return { all, lost, problem, unsafe, unwritten, change };
}
