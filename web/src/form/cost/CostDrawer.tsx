/** How one entry got its cost: what it was taken from, and what was believed about it when. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, DatePicker, Drawer } from 'antd';
import dayjs from 'dayjs';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { showInstant, todayIn } from '@/lib/dates';
import { Decimal, showNumber, showUnitCost } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { nameOf } from '../form';
import { useSetting } from '../setting';
import { explanationQuery, isNothing, type Explanation } from './cost';
import { HistoryTable, PartsTable, StatesTable } from './CostTables';
import './cost.css';

interface Props {
  /** the id of a stock entry; empty: closed */
  entry: string;
  onClose(): void;
}

function Sentence({ told }: { told: Explanation }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const { entry, before, pool } = told;
  const out = showNumber(entry.quantity.replace('-', ''));
  const incoming = !entry.quantity.startsWith('-');
  const more = Decimal(told.brought).minus(told.cost_today).toFixed();
  const place = pool?.warehouse ? nameOf(pool.warehouse) : t('cost.wholeCompany');
  const where = pool?.in_transit ? t('cost.inTransit', { where: place }) : place;
  const words: Record<string, string> = {
    document: t('cost.document'),
    average: incoming
      ? t('cost.averageIn')
      : t('cost.average', {
          value: showNumber(before?.value, digits),
          quantity: showNumber(before?.quantity),
          out,
        }),
    layers: incoming ? t('cost.layersIn') : t('cost.layers'),
    standard: t('cost.standard', { standard: showNumber(pool?.standard) }),
    returned: t('cost.returned', { before: showNumber(told.returned_before) }),
    flow: t('cost.flow'),
    annulled: t('cost.annulled'),
    within: t('cost.within'),
    none: t('cost.none'),
  };
  return (
    <p className="cost-how">
      {words[told.way] ?? told.way}
      {!isNothing(told.added) && ` ${t('cost.added', { added: showNumber(told.added, digits) })}`}
      {!isNothing(more) &&
        ` ${t('cost.brought', {
          brought: showNumber(told.brought, digits),
          variance: showNumber(more, digits),
        })}`}
      {told.missing !== '0' && ` ${t('cost.missing', { missing: showNumber(told.missing) })}`}
      {pool && <small>{t('cost.pool', { where })}</small>}
      {pool?.set_aside && <small>{t('cost.setAside')}</small>}
    </p>
  );
}

/** The mirror of an entry, or what it mirrors. */
function Mirror({ told }: { told: Explanation }) {
  const { t } = useTranslation();
  const other = told.reversed_by ?? told.reverses;
  if (!other) return null;
  return (
    <p>
      {told.reversed_by ? t('cost.reversedBy') : t('cost.reverses')}{' '}
      <Link to="/records/$form/$id" params={{ form: other.form, id: other.record }}>
        {other.number}
      </Link>
    </p>
  );
}

function Told({ told, onEntry }: { told: Explanation; onEntry(id: string): void }) {
  const { t } = useTranslation();
  const { digits, zone } = useSetting();
  const { entry } = told;
  const figures = [
    [t('stock.quantity'), showNumber(entry.quantity)],
    [t('cost.today'), showNumber(told.cost_today, digits)],
    [t('stock.unitCost'), showUnitCost(entry.unit_cost)],
    [t('cost.posted'), showNumber(entry.cost, digits)],
  ];
  return (
    <>
      <p className="cost-what">
        <Link to="/records/$form/$id" params={{ form: entry.form, id: entry.record }}>
          {entry.number || entry.form}
        </Link>{' '}
        {nameOf(entry.product)} · {nameOf(entry.warehouse)} · {showInstant(entry.occurred_at, zone)}
      </p>
      <dl className="figures">
        {figures.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Sentence told={told} />
      <Mirror told={told} />
      {told.parts.length > 0 && <PartsTable parts={told.parts} onEntry={onEntry} />}
      {told.before && told.after && <StatesTable before={told.before} after={told.after} />}
      <HistoryTable history={told.history} />
    </>
  );
}

/** What can be gone back from: an entry that another one took its cost from opens in its place. */
function Explained({ entry }: { entry: string }) {
  const { t } = useTranslation();
  const { zone } = useSetting();
  const [path, setPath] = useState([entry]);
  const [knownAt, setKnownAt] = useState('');
  const shown = path.at(-1) ?? entry;
  const { data, error, refetch } = useQuery({
    ...explanationQuery(shown, knownAt),
    placeholderData: keepPreviousData,
  });
  return (
    <>
      <div className="cost-bar">
        {path.length > 1 && (
          <Button
            size="small"
            onClick={() => {
              setPath(path.slice(0, -1));
            }}
          >
            {t('cost.back')}
          </Button>
        )}
        <label>
          {t('cost.knownAt')}{' '}
          <DatePicker
            size="small"
            aria-label={t('cost.knownAt')}
            placeholder={t('cost.todayKnown')}
            value={knownAt ? dayjs(knownAt) : null}
            maxDate={dayjs(todayIn(zone))}
            onChange={(day) => {
              setKnownAt(day ? day.format('YYYY-MM-DD') : '');
            }}
          />
        </label>
      </div>
      {error ? (
        <ProblemAlert error={error} onRetry={() => void refetch()} />
      ) : (
        data && (
          <Told
            told={data}
            onEntry={(id) => {
              setPath([...path, id]);
            }}
          />
        )
      )}
    </>
  );
}

export default function CostDrawer({ entry, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Drawer
      open={entry !== ''}
      onClose={onClose}
      size="min(860px, 100vw)"
      title={t('cost.title')}
      destroyOnHidden
    >
      {entry !== '' && <Explained key={entry} entry={entry} />}
    </Drawer>
  );
}
