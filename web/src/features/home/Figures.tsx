/** Figures of today and this month, each a link to the report or list that it comes from. */
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showNumber } from '@/lib/decimal';
import { useSession } from '@/lib/session';
import { SalesChart } from './SalesChart';
import type { HomeFigures, Trade } from './home';
import './home.css';

interface FigureProps {
  label: string;
  value: string;
  bad?: boolean;
  to: { report: string; search: Record<string, string> } | { path: '/stock' };
}

function Figure({ label, value, bad, to }: FigureProps) {
  const told = (
    <>
      <span>{label}</span>
      <b className={bad ? 'bad' : undefined}>{value}</b>
    </>
  );
  if ('path' in to) {
    return (
      <Link to={to.path} className="figure">
        {told}
      </Link>
    );
  }
  return (
    <Link
      to="/reports/$report"
      params={{ report: to.report }}
      search={to.search}
      className="figure"
    >
      {told}
    </Link>
  );
}

function Panel({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="panel home-figures" aria-label={title}>
      <h2>{title}</h2>
      <div>{children}</div>
    </section>
  );
}

/** Net and margin of today and of this month. */
function Traded(props: { title: string; trade: Trade; report: string; found: HomeFigures }) {
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
        figure(t('home.marginToday'), trade.today.margin, 'document_profit', {
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

function Owed({ found }: { found: HomeFigures }) {
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
            label={t(`owed.${kind}`)}
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
          to={{ report: 'receivable_ageing', search: { view: 'document' } }}
        />
      )}
    </Panel>
  );
}

/** Orders whose day has passed, and goods that orders wait for. */
function Waiting({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const { reports } = useSession();
  const late = found.counts['late'] ?? {};
  const orders = (['sales_order', 'purchase_order'] as const).filter(
    (form) => late[form] !== undefined && reports.some((one) => one.name === `${form}_execution`),
  );
  const { stock_value: worth, waiting, limits } = found;
  if (orders.length === 0 && typeof waiting !== 'number') return null;
  return (
    <Panel title={t('home.watch')}>
      {orders.map((form) => (
        <Figure
          key={form}
          label={form === 'sales_order' ? t('home.lateSales') : t('home.latePurchases')}
          value={showNumber(String(late[form] ?? 0))}
          bad={(late[form] ?? 0) > 0}
          to={{ report: `${form}_execution`, search: { state: 'late' } }}
        />
      ))}
      {typeof waiting === 'number' && (
        <Figure
          label={t('home.waiting')}
          value={showNumber(String(waiting))}
          bad={waiting > 0}
          to={{ path: '/stock' }}
        />
      )}
      {limits &&
        (['below', 'above'] as const).map((state) => (
          <Figure
            key={state}
            label={state === 'below' ? t('home.below') : t('home.above')}
            value={showNumber(String(limits[state]))}
            bad={limits[state] > 0}
            to={{ report: 'stock_alerts', search: { state } }}
          />
        ))}
      {worth && (
        <Figure
          label={t('home.stockValue')}
          value={showNumber(worth, digits)}
          to={{ report: 'stock_balance', search: {} }}
        />
      )}
    </Panel>
  );
}

export function Figures({ found }: { found: HomeFigures }) {
  const { t } = useTranslation();
  return (
    <>
      <div className="figure-panels">
        {found.sales && (
          <Traded title={t('home.sales')} trade={found.sales} report="sales" found={found} />
        )}
        {found.purchases && (
          <Traded
            title={t('home.purchases')}
            trade={found.purchases}
            report="purchases"
            found={found}
          />
        )}
        <Owed found={found} />
        <Waiting found={found} />
      </div>
      {found.sales && <SalesChart days={found.sales.days} />}
    </>
  );
}
