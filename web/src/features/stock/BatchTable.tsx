/** 批次: what lies of each batch, until when it is good, and what it is worth. */
import { Tag } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { nameOf } from '@/form/form';
import { useSetting } from '@/form/setting';
import { showNumber, showUnitCost } from '@/lib/decimal';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { useBatches, type BatchesWanted, type BatchLine } from './stock';

const STATES = {
  good: { says: 'stock.batchState.good', color: 'default' },
  near: { says: 'stock.batchState.near', color: 'warning' },
  expired: { says: 'stock.batchState.expired', color: 'error' },
  held: { says: 'stock.batchState.held', color: 'error' },
} as const;

function stateOf({ state }: BatchLine) {
  return STATES[state as keyof typeof STATES];
}

interface Kinds {
  /** of one product: it stands above the table */
  one: boolean;
  offShelf: boolean;
  withCost: boolean;
}

function useColumns({ one, offShelf, withCost }: Kinds): TableColumn<BatchLine>[] {
  const { t } = useTranslation();
  const { digits } = useSetting();
  return useMemo(() => {
    const number = (
      name: 'on_hand' | 'off_shelf' | 'value',
      label: string,
      least?: number,
    ): TableColumn<BatchLine> => ({
      name,
      label,
      width: 104,
      align: 'right',
      render: (line) => showNumber(line[name], least),
    });
    const columns: (TableColumn<BatchLine> | false)[] = [
      !one && {
        name: 'product',
        label: t('stock.product'),
        width: 200,
        grow: true,
        render: ({ product }) => nameOf(product),
      },
      {
        name: 'batch',
        label: t('stock.batch'),
        width: 130,
        grow: one,
        render: ({ number: said }) =>
          one ? (
            said
          ) : (
            <button type="button" className="as-link" title={t('stock.showEntries')}>
              {said}
            </button>
          ),
      },
      {
        name: 'warehouse',
        label: t('stock.warehouse'),
        width: 130,
        render: ({ warehouse }) => nameOf(warehouse),
      },
      {
        name: 'produced_on',
        label: t('stock.producedOn'),
        width: 110,
        render: ({ produced_on }) => produced_on,
      },
      {
        name: 'expires_on',
        label: t('stock.expiresOn'),
        width: 110,
        render: ({ expires_on }) => expires_on,
      },
      {
        name: 'state',
        label: t('stock.batchState.title'),
        width: 90,
        render: (line) => <Tag color={stateOf(line).color}>{t(stateOf(line).says)}</Tag>,
      },
      number('on_hand', t('stock.onHand')),
      offShelf && number('off_shelf', t('stock.offShelf')),
      { name: 'unit', label: t('stock.unit'), width: 60, render: ({ product }) => product.unit },
      withCost && {
        name: 'unit_cost',
        label: t('stock.unitCost'),
        width: 104,
        align: 'right',
        render: (line) => showUnitCost(line.unit_cost),
      },
      withCost && number('value', t('stock.value'), digits),
    ];
    return columns.filter((column) => column !== false);
  }, [t, digits, one, offShelf, withCost]);
}

interface Props {
  wanted: BatchesWanted;
  onOpen?(line: BatchLine): void;
}

export function BatchTable({ wanted, onOpen }: Props) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const batches = useBatches(wanted);
  const rows = useMemo(
    () => batches.data?.pages.flatMap((page) => page.items) ?? [],
    [batches.data],
  );
  const columns = useColumns({
    one: Boolean(wanted.product),
    offShelf: rows.some((line) => Number(line.off_shelf) !== 0),
    withCost: rows.some((line) => typeof line.value === 'string'),
  });
  const { fetchNextPage } = batches;
  return (
    <>
      {batches.error && (
        <ProblemAlert error={batches.error} onRetry={() => void batches.refetch()} />
      )}
      <DataTable
        fill
        label={t('stock.batches')}
        columns={columns}
        rows={rows}
        rowKey={(line) => `${line.batch} ${line.warehouse.id}`}
        {...(onOpen ? { onOpen } : {})}
        cardsWrap
        card={(line) => ({
          title: wanted.product ? line.number : `${nameOf(line.product)} · ${line.number}`,
          particulars: [
            nameOf(line.warehouse),
            line.expires_on ? t('lines.batchUntil', { day: line.expires_on }) : '',
            line.state === 'good' ? '' : t(stateOf(line).says),
            line.value ? `${t('stock.value')} ${showNumber(line.value, digits)}` : '',
          ]
            .filter((part) => part)
            .join(' · '),
          figure: `${showNumber(line.on_hand)} ${line.product.unit}`,
        })}
        busy={batches.isFetching && !batches.isFetchingNextPage}
        onEnd={
          batches.hasNextPage && !batches.isFetchingNextPage
            ? () => void fetchNextPage()
            : undefined
        }
        empty={batches.isSuccess && <div className="empty">{t('stock.noBatches')}</div>}
      />
    </>
  );
}
