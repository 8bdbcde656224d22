/** The five products or customers of whom most was sold this month; the report has the rest. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import type { Reference } from '@/form/form';
import { useSetting } from '@/form/setting';
import { get } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import type { HomeFigures } from './home';

interface Row {
  product?: Reference | null;
  partner?: Reference | null;
  net: string;
}

interface Props {
  view: 'product' | 'partner';
  found: HomeFigures;
}

const MOST = '5';

export function Leading({ view, found }: Props) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const month = { view, since: found.month_begins, until: found.today };
  const { data } = useQuery({
    queryKey: ['records', 'home', 'leading', month],
    queryFn: ({ signal }) =>
      get<{ items: Row[] }>(
        '/api/v1/reports/sales',
        { ...month, sort: '-net', limit: MOST },
        signal,
      ),
  });
  const title = t(view === 'product' ? 'home.leadingProducts' : 'home.leadingPartners');
  return (
    <section className="panel home-leading" aria-label={title}>
      <h2>
        <Link to="/reports/$report" params={{ report: 'sales' }} search={month}>
          {title}
        </Link>
      </h2>
      <ol>
        {data?.items.map((row) => {
          const one = row[view];
          return (
            <li key={one?.id ?? ''}>
              <span>{one?.name ?? '—'}</span>
              <b>{showNumber(row.net, digits)}</b>
            </li>
          );
        })}
      </ol>
      {data?.items.length === 0 && <p className="quiet">{t('home.nothingSold')}</p>}
    </section>
  );
}
