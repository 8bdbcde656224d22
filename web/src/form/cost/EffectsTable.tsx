/** The entries whose cost a document changes, and what that comes to. */
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { headed } from '@/grid/widths';
import { showInstant } from '@/lib/dates';
import { decimal, showChange, showNumber } from '@/lib/decimal';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { nameOf } from '../form';
import { useSetting } from '../setting';
import { costToday, isNothing } from './cost';
import type { Effect, EffectsSummary, Side } from './effects';

/** `ahead`: it is not done yet. */
export function EffectsSentence({ told, ahead }: { told: EffectsSummary; ahead: boolean }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const counts = { entries: told.entries, documents: told.documents, products: told.products };
  const parts = [
    decimal(told.received)?.eq(0)
      ? ''
      : t('cost.received', { amount: showChange(told.received, digits) }),
    t('cost.issued', { amount: showChange(told.issued, digits) }),
    t('cost.inStock', { amount: showChange(told.stock, digits) }),
    decimal(told.variance)?.eq(0)
      ? ''
      : t('cost.asVariance', { amount: showChange(told.variance, digits) }),
  ];
  return (
    <p>
      {ahead ? t('cost.would', counts) : t('cost.did', counts)}
      {parts.filter((part) => part).join(t('cost.and'))}
      {t('cost.stop')}
      {told.later_entries > 0 &&
        ` ${t('cost.later', {
          entries: told.later_entries,
          amount: showChange(told.later_issued, digits),
          day: told.later_on,
        })}`}
    </p>
  );
}

interface Props {
  label: string;
  rows: readonly Effect[];
  side: Side;
  onEnd?: (() => void) | undefined;
}

export function EffectsTable({ label, rows, side, onEnd }: Props) {
  const { t } = useTranslation();
  const { digits, zone } = useSetting();
  const other = (effect: Effect) => {
    const { form, record, number } =
      side === 'changed_by' && effect.cause ? effect.cause : effect.entry;
    return (
      <Link to="/records/$form/$id" params={{ form, id: record }}>
        {number || form}
      </Link>
    );
  };
  const counts = (effect: Effect) =>
    effect.forward ? t('cost.countsOn', { day: effect.recognised_on }) : '';
  const countsIn = (effect: Effect) => (effect.forward ? effect.recognised_on : '');
  const columns: TableColumn<Effect>[] = [
    {
      name: 'occurred_at',
      label: t('stock.occurredAt'),
      width: 140,
      render: ({ entry }) => showInstant(entry.occurred_at, zone),
    },
    {
      name: 'number',
      label: side === 'changed_by' ? t('cost.because') : t('stock.document'),
      width: 172,
      render: other,
    },
    {
      name: 'product',
      label: t('stock.product'),
      width: 140,
      grow: true,
      render: ({ entry }) => <span title={nameOf(entry.product)}>{nameOf(entry.product)}</span>,
    },
    {
      name: 'quantity',
      label: t('stock.quantity'),
      width: 84,
      align: 'right',
      render: ({ entry }) => showNumber(entry.quantity),
    },
    {
      name: 'amount',
      label: t('cost.stockChange'),
      width: Math.max(106, headed(t('cost.stockChange'))),
      align: 'right',
      render: ({ amount }) => showChange(amount, digits),
    },
    ...(rows.some(({ variance }) => !isNothing(variance))
      ? [
          {
            name: 'variance',
            label: t('cost.varianceChange'),
            width: Math.max(106, headed(t('cost.varianceChange'))),
            align: 'right' as const,
            render: ({ variance }: Effect) => showChange(variance, digits),
          },
        ]
      : []),
    {
      name: 'cost',
      label: t('cost.now'),
      width: 100,
      align: 'right',
      render: ({ entry }) => showNumber(costToday(entry), digits),
    },
    ...(rows.some(({ forward }) => forward)
      ? [
          {
            name: 'recognised_on',
            label: t('cost.countsIn'),
            width: 102,
            render: (effect: Effect) => <span title={counts(effect)}>{countsIn(effect)}</span>,
          },
        ]
      : []),
  ];
  return (
    <DataTable
      label={label}
      columns={columns}
      rows={rows}
      rowKey={({ entry, cause }) => `${entry.id} ${String(cause?.no ?? 0)}`}
      onEnd={onEnd}
      card={(effect) => ({
        title: other(effect),
        particulars: [
          nameOf(effect.entry.product),
          showNumber(effect.entry.quantity),
          showInstant(effect.entry.occurred_at, zone),
          counts(effect),
          isNothing(effect.variance)
            ? ''
            : `${t('cost.varianceChange')} ${showChange(effect.variance, digits)}`,
        ]
          .filter((part) => part)
          .join(' · '),
        figure: showChange(effect.amount, digits),
      })}
      cardsWrap
    />
  );
}
