/** 去盘点: what is being counted now. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { isReference, nameOf } from '@/form/form';
import { findRecords } from '@/form/records';
import { lastKnown } from '@/lib/known';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { useOneColumn } from '@/ui/narrow';
import { Waiting } from '@/ui/Waiting';
import { Unsent } from './Unsent';
import '@/scan/scan.css';
import './count.css';

const word = (value: unknown) => (typeof value === 'string' ? value : '');

export function CountList() {
  const { t } = useTranslation();
  const oneColumn = useOneColumn();
  const found = useQuery({
    queryKey: ['records', 'count_plan', 'counting'],
    queryFn: ({ signal }) =>
      lastKnown('counts', () =>
        findRecords('count_plan', { filter: [['state', '=', 'confirmed']], limit: 100 }, signal),
      ),
    staleTime: 0,
  });
  return (
    <div className="page scan-page">
      <div className="page-head">
        <h1>{t('counting.title')}</h1>
        {oneColumn && <Link to="/phone">{t('phone.title')}</Link>}
        <Link to="/records/$form" params={{ form: 'count_plan' }}>
          {t('counting.plans')}
        </Link>
      </div>
      <Unsent />
      {found.error && <ProblemAlert error={found.error} onRetry={() => void found.refetch()} />}
      {found.isPending && <Waiting />}
      {found.data?.length === 0 && <p className="quiet">{t('counting.none')}</p>}
      <ul className="scan-rows">
        {found.data?.map((plan) => (
          <li key={plan.id}>
            <Link className="scan-row" to="/count/$id" params={{ id: plan.id }}>
              <strong>{word(plan['number'])}</strong>
              <span>
                {isReference(plan['warehouse']) ? nameOf(plan['warehouse']) : ''}
                {word(plan['remark']) && ` · ${word(plan['remark'])}`}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </div>
  );
}
