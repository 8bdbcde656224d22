/** What the tab of a record says: its name, and whether there is unsaved work in it. */
import { useEffect } from 'react';

import { markTab } from '@/lib/workTabs';

export function tabOf(form: string, id: string | null): string {
  return `/records/${form}/${id ?? 'new'}`;
}

export function useOwnTab(form: string, id: string | null, title: string, unsaved: boolean): void {
  useEffect(() => {
    markTab(tabOf(form, id), { title, unsaved });
  }, [form, id, title, unsaved]);
}
