/** What waits for this person, late things first; what does not wait is not shown. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import { useSession } from '@/lib/session';
import { waiting, type Waiting } from './waiting';
import type { HomeFigures } from './home';

function Item({ one }: { one: Waiting }) {
  const { t } = useTranslation();
  const label = t(one.says, { label: one.label });
  const told = (
    <>
      <b data-testid={`count-${one.key}`}>{showNumber(String(one.count))}</b>
      <span>{label}</span>
    </>
  );
  const className = one.late ? 'to-do is-late' : 'to-do';
  if (one.page) {
    return (
      <Link to={one.page} className={className}>
        {told}
      </Link>
    );
  }
  if (one.report) {
    return (
      <Link
        to="/reports/$report"
        params={{ report: one.report }}
        search={one.search}
        className={className}
      >
        {told}
      </Link>
    );
  }
  if (!one.form) {
    return (
      <Link to="/stock" className={className}>
        {told}
      </Link>
    );
  }
  return (
    <Link to="/records/$form" params={{ form: one.form }} search={one.search} className={className}>
      {told}
    </Link>
  );
}

export function ToDo({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  const items = waiting(found, useSession());
  return (
    <section className="panel to-dos" aria-label={t('home.toDo')}>
      <h2>{t('home.toDo')}</h2>
      {items.length === 0 && <p className="quiet">{t('home.nothingToDo')}</p>}
      {items.map((one) => (
        <Item key={one.key} one={one} />
      ))}
    </section>
  );
}
