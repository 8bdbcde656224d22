/** The open pages of this window, kept up with where its person goes. */
import { useRouter } from '@tanstack/react-router';
import { useEffect, useSyncExternalStore } from 'react';

import { useSession } from '@/lib/session';
import { noteVisit, openTabsOf, watchTabs, workTabs, type WorkTab } from '@/lib/workTabs';

export function useTabs(): readonly WorkTab[] {
  const router = useRouter();
  const { user, company } = useSession();
  openTabsOf(user.id, String(company.id));
  useEffect(() => {
    let from = router.history.location.pathname;
    const here = () => {
      const { pathname: path, search } = router.history.location;
      return { path, search };
    };
    noteVisit(here(), 'push', '');
    return router.history.subscribe(({ action }) => {
      noteVisit(here(), action.type === 'REPLACE' ? 'replace' : 'push', from);
      from = here().path;
    });
  }, [router]);
  return useSyncExternalStore(watchTabs, workTabs);
}
