/** What was counted on this device and has not reached the server, of counts that may be over. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { keptNames } from '@/lib/safekeeping';
import { useSession } from '@/lib/session';
import { SendingState } from '@/scan/SendingState';
import { sheetQuery } from './count';
import { countsOf, nameOfQueue, titleOf } from './queue';
import { sureOf } from './sureOf';
import { useQueue } from './useQueue';

export function Unsent() {
  const { user, company } = useSession();
  const [ids] = useState(() => {
    const beginning = nameOfQueue(company.id, user.id);
    return countsOf(keptNames(beginning), beginning);
  });
  return ids.map((id) => <OfCount key={id} id={id} />);
}

/** It is sent from here as well as from the page on which it was counted. */
function OfCount({ id }: { id: string }) {
  const { t } = useTranslation();
  const outbox = useQueue(id);
  const { data } = useQuery({ ...sheetQuery(id), enabled: outbox.all.length > 0 });
  if (outbox.all.length === 0) return null;
  const number = data?.task.number ?? '';
  return (
    <section aria-label={t('counting.unsentOf', { number })}>
      <p>
        <Link to="/count/$id" params={{ id }}>
          {t('counting.unsent', { number, count: outbox.all.length })}
        </Link>{' '}
        <span className="quiet">
          {data && data.task.state !== 'confirmed' && data.task.state_label}
        </span>
      </p>
      <SendingState outbox={outbox} title={titleOf} acts={sureOf} />
    </section>
  );
}
