/** A page that is still on its way: what it is called, and where it will stand. */
import { useRouterState } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { hasTab } from '@/lib/workTabs';
import { Blanks } from '@/ui/Blanks';
import { useTabNames } from './tabs/names';

function Named({ path }: { path: string }) {
  const nameOf = useTabNames();
  return <h1>{nameOf({ path, search: '' })}</h1>;
}

export function Coming() {
  const { t } = useTranslation();
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <div className="page" role="status" aria-label={t('app.loading')}>
      <div className="page-head">{hasTab(path) && <Named path={path} />}</div>
      <div className="panel">
        <Blanks />
      </div>
    </div>
  );
}
