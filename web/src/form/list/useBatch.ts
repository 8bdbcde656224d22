/** A batch on its way: how far it is, how to stop it, and which records it left as they were. */
import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Form, RecordData } from '../form';
import { forgetLists } from '../records';
import { useSetting } from '../setting';
import { inOrder, partsOf, sendPart, type Deed, type Outcome, type Part } from './batch';

export interface Progress extends Outcome {
  deed: Deed;
  of: number;
  state: 'running' | 'stopping' | 'broken' | 'done';
  /** what was in the way of the request itself */
  error: unknown;
  /** not reached: somebody stopped before them */
  left: readonly string[];
}

interface Given {
  form: Form;
  rows: ReadonlyMap<string, RecordData>;
  /** what stays ticked */
  onLeft(ids: ReadonlySet<string>): void;
}

export function useBatch({ form, rows, onLeft }: Given) {
  const { t } = useTranslation();
  const how = { without: t('record.noNumber'), setting: useSetting() };
  const client = useQueryClient();
  const [progress, setProgress] = useState<Progress | null>(null);
  const stopped = useRef(false);
  const waiting = useRef<Part[]>([]);

  const run = async (from: Progress) => {
    let now: Progress = { ...from, state: 'running', error: null };
    setProgress(now);
    try {
      for (let part = waiting.current[0]; part && !stopped.current; part = waiting.current[0]) {
        const { done, refused } = await sendPart(form, now.deed, part, rows, how);
        waiting.current.shift();
        now = { ...now, done: now.done + done, refused: [...now.refused, ...refused] };
        setProgress({ ...now, state: stopped.current ? 'stopping' : 'running' });
      }
      end(now);
    } catch (error) {
      setProgress({ ...now, state: 'broken', error, left: left() });
    }
  };

  const left = () => waiting.current.flatMap(({ ids }) => ids);

  const end = (now: Progress) => {
    const rest = left();
    setProgress({ ...now, state: 'done', left: rest });
    onLeft(new Set([...now.refused.map(({ id }) => id), ...rest]));
    void forgetLists(client);
  };

  return {
    progress,
    start: (ids: readonly string[], deed: Deed) => {
      stopped.current = false;
      waiting.current = partsOf(inOrder(ids, deed, rows));
      void run({
        ...{ deed, of: ids.length, done: 0, refused: [], left: [] },
        ...{ state: 'running', error: null },
      });
    },
    /** What is on its way is waited for; the rest stays as it is. */
    stop: () => {
      stopped.current = true;
      setProgress((now) => now && { ...now, state: 'stopping' });
    },
    again: () => {
      if (progress) void run(progress);
    },
    giveUp: () => {
      if (progress) end(progress);
    },
    close: () => {
      setProgress(null);
    },
  };
}

export type Batch = ReturnType<typeof useBatch>;
