/** What was counted last, also after this page was left or loaded anew; until the tab is closed. */
import { useState } from 'react';

import { useSession } from '@/lib/session';
import type { Queued } from './queue';

function recall(name: string): Queued[] {
  try {
    return JSON.parse(sessionStorage.getItem(name) ?? '[]') as Queued[];
  } catch {
    return [];
  }
}

export function useRecent(id: string): [Queued[], (recent: Queued[]) => void] {
  const { user, company } = useSession();
  const name = `huolang.counted.${String(company.id)}.${user.id}.${id}`;
  const [recent, setRecent] = useState(() => recall(name));
  const keep = (next: Queued[]) => {
    setRecent(next);
    try {
      sessionStorage.setItem(name, JSON.stringify(next));
    } catch {
      // It stays on the page.
    }
  };
  return [recent, keep];
}
