/** In which categories the stock's money lies: the five largest, and their part of the whole. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import type { Reference } from '@/form/form';
import { useSetting } from '@/form/setting';
import { get } from '@/lib/api';
import { Decimal, showNumber } from '@/lib/decimal';

interface Found {
  items: { category?: Reference | null; value: string }[];
  totals?: { value: string } | null;
}

const ASKED = { view: 'category', sort: '-value' };
const MOST = '5';

/** Hundredths of the whole, as a number: it is drawn. */
function share(value: string, whole: string): number {
  const all = new Decimal(whole);
  return all.eq(0) ? 0 : new Decimal(value).div(all).times(100).toNumber();
}

export function Structure() {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const { data } = useQuery({
    queryKey: ['records', 'home', 'structure'],
    queryFn: ({ signal }) =>
      get<Found>('/api/v1/reports/stock_balance', { ...ASKED, limit: MOST }, signal),
  });
  const whole = data?.totals?.value ?? '0';
  return (
    <section className="panel home-leading" aria-label={t('home.structure')}>
      <h2>
        <Link to="/reports/$report" params={{ report: 'stock_balance' }} search={ASKED}>
          {t('home.structure')}
        </Link>
      </h2>
      <ol>
        {data?.items.map(({ category, value }) => {
          const part = share(value, whole);
          return (
            <li key={category?.id ?? ''}>
              <span>{category?.name ?? t('home.noCategory')}</span>
              <i className="home-share" aria-hidden="true">
                <i style={{ width: `${String(Math.max(0, Math.min(100, part)))}%` }} />
              </i>
              <small>{t('home.part', { part: showNumber(part.toFixed(1), 1) })}</small>
              <b>{showNumber(value, digits)}</b>
            </li>
          );
        })}
      </ol>
      {data?.items.length === 0 && <p className="quiet">{t('home.nothingThere')}</p>}
    </section>
  );
}
