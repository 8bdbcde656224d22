/** Before a document changes the cost of others: says so, and goes on when that is wanted. */
import { useState } from 'react';

import { todayIn } from '@/lib/dates';
import type { Form, RecordData } from '../form';
import { useSetting } from '../setting';
import { preview, previewNew, type Effects, type Sent } from './effects';

export interface Asked {
  action: string;
  told: Effects;
  answer(goOn: boolean): void;
}

export interface Foreseeing {
  asked: Asked | null;
  /** `sent`: what the action comes with, and the version that it changes */
  agreeTo(record: RecordData, action: string, sent?: Sent): Promise<boolean>;
  agreeToNew(body: Record<string, unknown>): Promise<boolean>;
}

/** A document of today comes after everything: it changes nothing of before. */
function isLate(date: unknown, today: string): boolean {
  return typeof date === 'string' && date !== '' && (date.length > 10 || date < today);
}

/** That a receipt is worth what its invoice says surprises nobody, unless its month is closed. */
export function isWorthAsking({ summary, deferred }: Effects): boolean {
  if (deferred) return true;
  return summary !== null && (summary.entries > summary.receipts || summary.later_entries > 0);
}

export function useForeseen(form: Form): Foreseeing {
  const { zone } = useSetting();
  const [asked, setAsked] = useState<Asked | null>(null);

  /** What the preview is refused for, the action itself will be refused for, in its place. */
  const agree = async (action: string, telling: Promise<Effects>): Promise<boolean> => {
    const told = await telling.catch(() => null);
    if (!told || !isWorthAsking(told)) return true;
    return new Promise((resolve) => {
      setAsked({
        action,
        told,
        answer(goOn) {
          setAsked(null);
          resolve(goOn);
        },
      });
    });
  };

  return {
    asked,
    agreeTo: async (record, action, sent = { etag: record.etag }) =>
      !record.previews?.includes(action) ||
      agree(action, preview(form.name, record.id, action, sent)),
    agreeToNew: async (body) =>
      !(form.revalues || isLate(body['date'], todayIn(zone))) ||
      agree('confirm', previewNew(form.name, body)),
  };
}
