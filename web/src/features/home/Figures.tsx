/** Figures of today and this month, each a link to the report or list that it comes from. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showNumber } from '@/lib/decimal';
import type { HomeFigures, Trade } from './home';
import './home.css';

interface FigureProps {
  label: string;
  value: string;
  bad?: boolean;
  /** how it is reckoned */
  more?: string;
  to: { report: string; search: Record<string, string> };
}

function Figure({ label, value, bad, more, to }: FigureProps) {
  const told = (
    <>
      <span>{label}</span>
      <b className={bad ? 'bad' : undefined}>{value}</b>
    </>
  );
  return (
    <Link
      to="/reports/$report"
      params={{ report: to.report }}
      search={to.search}
      className="figure"
      title={more}
    >
      {told}
    </Link>
  );
}

export function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel home-figures" aria-label={title}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

/** Net and margin of today and of this month. */
export function Traded(props: { title: string; trade: Trade; report: string; found: HomeFigures }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const { trade, report, found } = props;
  const months = { since: found.month_begins, until: found.today };
  const days = { since: found.today, until: found.today };
  const figure = (label: string, value: string, name: string, search: Record<string, string>) => (
    <Figure label={label} value={showNumber(value, digits)} to={{ report: name, search }} />
  );
  return (
    <Panel title={props.title}>
      {figure(t('home.today'), trade.today.net, report, { view: 'document', ...days })}
      {figure(t('home.month'), trade.month.net, report, { view: 'product', ...months })}
      {trade.today.margin &&
        figure(t('home.marginToday'), trade.today.margin, 'gross_margin', {
          view: 'document',
          ...days,
        })}
      {trade.month.margin &&
        figure(t('home.marginMonth'), trade.month.margin, 'gross_margin', {
          view: 'product',
          ...months,
        })}
    </Panel>
  );
}

export function Owed({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  if (!found.receivable && !found.payable) return null;
  return (
    <Panel title={t('home.owed')}>
      {(['receivable', 'payable'] as const).map((kind) => {
        const owed = found[kind];
        if (!owed) return null;
        const to = { report: `${kind}_ageing`, search: {} };
        return (
          <Figure
            key={kind}
            label={t(kind === 'receivable' ? 'owed.receivable' : 'owed.payable')}
            value={showNumber(owed.left, digits)}
            to={to}
          />
        );
      })}
      {found.receivable && (
        <Figure
          label={t('home.overdue')}
          value={showNumber(found.receivable.overdue, digits)}
          bad={Number(found.receivable.overdue) > 0}
          to={{ report: 'receivable_ageing', search: { view: 'document', age: 'overdue' } }}
        />
      )}
    </Panel>
  );
}

export function Stock({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const { stock_value: worth, turnover } = found;
  if (!worth) return null;
  return (
    <Panel title={t('app.inventory')}>
      <Figure
        label={t('home.stockValue')}
        value={showNumber(worth, digits)}
        to={{ report: 'stock_balance', search: {} }}
      />
      {turnover && (
        <Figure
          label={t('home.turnover')}
          more={t('home.turnoverOf')}
          value={t('home.days', { days: showNumber(turnover) })}
          to={{ report: 'slow_moving', search: {} }}
        />
      )}
    </Panel>
  );
}
