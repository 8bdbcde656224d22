/** Says that costs are still being corrected, and from which day on: above everything that shows them. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';

import { get } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import type { Served } from '@/lib/server';

const SECOND = 1_000;
const OPEN = new Set(['waiting', 'running']);

export function CostsInWork() {
  const { t } = useTranslation();
  const { data } = useQuery({
    queryKey: ['costs'],
    queryFn: ({ signal }) => get<Served<'CostsOut'>>('/api/v1/costs', {}, signal),
    refetchInterval: (query) => (query.state.data?.corrected_from ? 3 * SECOND : false),
  });
  if (!data?.corrected_from) return null;
  const goesOn = OPEN.has(data.state ?? '');
  const day = data.corrected_from;
  return (
    <Alert
      type={goesOn ? 'info' : 'warning'}
      showIcon
      role="status"
      title={goesOn ? t('cost.inWork', { day }) : t('cost.stopped', { day })}
      description={
        <>
          {t('cost.meanwhile')}{' '}
          {goesOn && data.whole
            ? t('cost.sofar', {
                done: showNumber(String(data.done)),
                whole: showNumber(String(data.whole)),
              })
            : ''}{' '}
          <Link to="/jobs">{t('cost.toJobs')}</Link>
        </>
      }
    />
  );
}
