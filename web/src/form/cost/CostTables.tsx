/** The tables that explain a cost: what it was taken from, the stock around it, its history. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { showChange, showNumber, showUnitCost } from '@/lib/decimal';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { useSetting } from '../setting';
import { isNothing, type Belief, type Explanation, type Part } from './cost';

type State = NonNullable<Explanation['before']>;

interface PartsProps {
  parts: readonly Part[];
  onEntry(id: string): void;
}

export function PartsTable({ parts, onEntry }: PartsProps) {
  const { t } = useTranslation();
  const { digits, zone } = useSetting();
  const roles: Record<string, string> = {
    layer: t('cost.role.layer'),
    covered: t('cost.role.covered'),
    origin: t('cost.role.origin'),
    flow: t('cost.role.flow'),
    like: t('cost.role.like'),
  };
  const columns: TableColumn<Part>[] = [
    { name: 'role', label: t('cost.from'), width: 110, render: ({ role }) => roles[role] ?? role },
    {
      name: 'number',
      label: t('stock.document'),
      width: 180,
      grow: true,
      render: ({ source }) => (
        <button type="button" className="as-link" title={t('cost.title')}>
          {source.number || source.form}
        </button>
      ),
    },
    {
      name: 'occurred_at',
      label: t('stock.occurredAt'),
      width: 140,
      render: ({ source }) => showInstant(source.occurred_at, zone),
    },
    {
      name: 'quantity',
      label: t('stock.quantity'),
      width: 90,
      align: 'right',
      render: (part) => showNumber(part.quantity),
    },
    {
      name: 'unit_cost',
      label: t('stock.unitCost'),
      width: 100,
      align: 'right',
      render: ({ source }) => showUnitCost(source.unit_cost),
    },
    {
      name: 'cost',
      label: t('stock.cost'),
      width: 110,
      align: 'right',
      render: (part) => showNumber(part.cost, digits),
    },
  ];
  return (
    <section className="cost-section">
      <h3>{t('cost.parts')}</h3>
      <DataTable
        label={t('cost.parts')}
        columns={columns}
        rows={parts}
        rowKey={({ role, source }) => `${role} ${source.id}`}
        onOpen={({ source }) => {
          onEntry(source.id);
        }}
        card={(part) => ({
          title: `${roles[part.role] ?? part.role} ${part.source.number}`,
          particulars: `${showNumber(part.quantity)} × ${showUnitCost(part.source.unit_cost)} · ${showInstant(part.source.occurred_at, zone)}`,
          figure: showNumber(part.cost, digits),
        })}
        cardsWrap
      />
    </section>
  );
}

export function StatesTable({ before, after }: { before: State; after: State }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const row = (label: string, state: State) => (
    <tr>
      <th scope="row">{label}</th>
      <td>{showNumber(state.quantity)}</td>
      <td>{state.value === null ? t('cost.unknown') : showNumber(state.value, digits)}</td>
      <td>{showUnitCost(state.unit_cost)}</td>
    </tr>
  );
  return (
    <section className="cost-section">
      <h3>{t('cost.stock')}</h3>
      <table className="cost-states">
        <thead>
          <tr>
            <td />
            <th scope="col">{t('stock.quantity')}</th>
            <th scope="col">{t('stock.value')}</th>
            <th scope="col">{t('stock.unitCost')}</th>
          </tr>
        </thead>
        <tbody>
          {row(t('cost.before'), before)}
          {row(t('cost.after'), after)}
        </tbody>
      </table>
    </section>
  );
}

export function HistoryTable({ history }: { history: readonly Belief[] }) {
  const { t } = useTranslation();
  const { digits, zone } = useSetting();
  const reasons: Record<string, string> = {
    posted: t('cost.reason.posted'),
    back_dated: t('cost.reason.back_dated'),
    reversed: t('cost.reason.reversed'),
    revalued: t('cost.reason.revalued'),
    deferred: t('cost.reason.deferred'),
  };
  const why = (belief: Belief) => reasons[belief.reason] ?? belief.reason;
  const later = (belief: Belief) =>
    belief.forward ? t('cost.countsOn', { day: belief.recognised_on }) : '';
  const document = (belief: Belief) => (
    <Link to="/records/$form/$id" params={{ form: belief.form, id: belief.record }}>
      {belief.number || belief.form}
    </Link>
  );
  const columns: TableColumn<Belief>[] = [
    {
      name: 'recorded_at',
      label: t('cost.since'),
      width: 140,
      render: (belief) => showInstant(belief.recorded_at, zone),
    },
    {
      name: 'reason',
      label: t('cost.why'),
      width: 150,
      grow: true,
      render: (belief) => (
        <span title={later(belief)}>
          {why(belief)} {later(belief)}
        </span>
      ),
    },
    { name: 'number', label: t('stock.document'), width: 190, render: document },
    {
      name: 'amount',
      label: t('cost.change'),
      width: 110,
      align: 'right',
      render: (belief) => showChange(belief.amount, digits),
    },
    ...(history.some(({ variance }) => !isNothing(variance))
      ? [
          {
            name: 'variance',
            label: t('cost.varianceChange'),
            width: 110,
            align: 'right' as const,
            render: (belief: Belief) => showChange(belief.variance, digits),
          },
        ]
      : []),
    {
      name: 'cost',
      label: t('cost.believed'),
      width: 110,
      align: 'right',
      render: (belief) => showNumber(belief.cost, digits),
    },
  ];
  return (
    <section className="cost-section">
      <h3>{t('cost.history')}</h3>
      <DataTable
        label={t('cost.history')}
        columns={columns}
        rows={history}
        rowKey={(belief) => String(belief.no)}
        card={(belief) => ({
          title: document(belief),
          particulars: [
            why(belief),
            showInstant(belief.recorded_at, zone),
            later(belief),
            `${t('cost.change')} ${showChange(belief.amount, digits)}`,
            isNothing(belief.variance)
              ? ''
              : `${t('cost.varianceChange')} ${showChange(belief.variance, digits)}`,
          ]
            .filter((part) => part)
            .join(' · '),
          figure: showNumber(belief.cost, digits),
        })}
        cardsWrap
      />
    </section>
  );
}
