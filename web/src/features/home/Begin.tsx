/** Documents that this person enters, a button each. Masters are begun from their lists. */
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { NEW } from '@/lib/newRecord';
import { may, useSession, type Session } from '@/lib/session';
import { ButtonLink } from '@/ui/ButtonLink';
import { everyday } from './everyday';
import type { HomeFigures } from './home';

export function offeredTo(session: Session, found: HomeFigures) {
  return session.menu
    .flatMap((group) => group.items)
    .filter(({ form }) => found.counts['draft']?.[form] !== undefined && may(session, form, 'add'));
}

export function Begin({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  const offered = offeredTo(useSession(), found);
  const [all, setAll] = useState(false);
  const shown = all ? offered : everyday(offered);
  return (
    <nav className="panel home-begin" aria-label={t('list.new')}>
      <h2>{t('list.new')}</h2>
      {shown.map(({ form, label }) => (
        <ButtonLink
          key={form}
          size="small"
          to="/records/$form/$id"
          params={{ form, id: NEW }}
          aria-label={t('list.newOne', { label })}
        >
          {label}
        </ButtonLink>
      ))}
      {shown.length < offered.length && (
        <Button
          type="text"
          size="small"
          onClick={() => {
            setAll(true);
          }}
        >
          {t('home.beginMore', { count: offered.length - shown.length })}
        </Button>
      )}
    </nav>
  );
}
