/** 占用: the order lines behind what is reserved of a product, oldest first. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { nameOf } from '@/form/form';
import { showNumber } from '@/lib/decimal';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { usePromises, type Promised } from './stock';

function useColumns(): TableColumn<Promised>[] {
  const { t } = useTranslation();
  return useMemo(() => {
    const number = (
      name: 'wanted' | 'reserved' | 'waiting',
      label: string,
    ): TableColumn<Promised> => ({
      name,
      label,
      width: 108,
      align: 'right',
      render: (one) => showNumber(one[name]),
    });
    return [
      { name: 'date', label: t('stock.day'), width: 110, render: (one) => one.date },
      {
        name: 'number',
        label: t('stock.order'),
        width: 180,
        render: (one) => (
          <Link to="/records/$form/$id" params={{ form: one.form, id: one.record }}>
            {one.number}
          </Link>
        ),
      },
      {
        name: 'partner',
        label: t('stock.customer'),
        width: 160,
        grow: true,
        render: (one) => nameOf(one.partner),
      },
      {
        name: 'warehouse',
        label: t('stock.warehouse'),
        width: 120,
        render: (one) => nameOf(one.warehouse),
      },
      number('wanted', t('stock.wanted')),
      number('reserved', t('stock.reserved')),
      number('waiting', t('stock.waiting')),
    ];
  }, [t]);
}

export function PromisesTable({ product, warehouse }: { product: string; warehouse: string }) {
  const { t } = useTranslation();
  const promises = usePromises(product, warehouse);
  const columns = useColumns();
  const rows = useMemo(
    () => promises.data?.pages.flatMap((page) => page.items) ?? [],
    [promises.data],
  );
  const { fetchNextPage } = promises;
  return (
    <>
      {promises.error && (
        <ProblemAlert error={promises.error} onRetry={() => void promises.refetch()} />
      )}
      <DataTable
        fill
        label={t('stock.promises')}
        columns={columns}
        rows={rows}
        rowKey={(one) => one.id}
        card={(one) => ({
          title: (
            <Link to="/records/$form/$id" params={{ form: one.form, id: one.record }}>
              {one.number}
            </Link>
          ),
          particulars: [one.date, nameOf(one.partner), nameOf(one.warehouse)]
            .filter((part) => part)
            .join(' · '),
          figure: `${t('stock.reserved')} ${showNumber(one.reserved)}`,
        })}
        busy={promises.isFetching && !promises.isFetchingNextPage}
        onEnd={
          promises.hasNextPage && !promises.isFetchingNextPage
            ? () => void fetchNextPage()
            : undefined
        }
        empty={promises.isSuccess && <div className="empty">{t('stock.noPromises')}</div>}
      />
    </>
  );
}
