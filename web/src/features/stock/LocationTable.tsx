/** 库位: where in the warehouses that have locations a product lies. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { nameOf, type Reference } from '@/form/form';
import { get } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';

interface Lying {
  key: string;
  warehouse: Reference;
  location: Reference | null;
  batch: Reference | null;
  quantity: string;
}

const MOST = 200;

export function LocationTable({ product, warehouse }: { product: string; warehouse: string }) {
  const { t } = useTranslation();
  const { data, error, isSuccess, isFetching, refetch } = useQuery({
    queryKey: ['stock', 'locations', product, warehouse],
    queryFn: async ({ signal }) => {
      const asked = { product, limit: MOST, ...(warehouse ? { warehouse } : {}) };
      const url = '/api/v1/reports/location_stock';
      const found = await get<{ items: Omit<Lying, 'key'>[] }>(url, asked, signal);
      return found.items.map((one, index): Lying => ({ ...one, key: String(index) }));
    },
  });
  const columns = useMemo(() => {
    const shown: TableColumn<Lying>[] = [
      {
        name: 'location',
        label: t('stock.location'),
        width: 160,
        render: ({ location }) =>
          location ? (
            <Link to="/records/$form/$id" params={{ form: 'location', id: location.id }}>
              {nameOf(location)}
            </Link>
          ) : (
            t('stock.noLocation')
          ),
      },
      {
        name: 'warehouse',
        label: t('stock.warehouse'),
        width: 160,
        grow: true,
        render: (one) => nameOf(one.warehouse),
      },
      {
        name: 'batch',
        label: t('stock.batch'),
        width: 130,
        render: ({ batch }) => nameOf(batch),
      },
      {
        name: 'quantity',
        label: t('stock.quantity'),
        width: 104,
        align: 'right',
        render: ({ quantity }) => showNumber(quantity),
      },
    ];
    return shown;
  }, [t]);
  if (error) return <ProblemAlert error={error} onRetry={() => void refetch()} />;
  return (
    <DataTable
      label={t('stock.locations')}
      card={({ location, warehouse: place, batch, quantity }) => ({
        title: location ? nameOf(location) : t('stock.noLocation'),
        particulars: [nameOf(place), nameOf(batch)].filter((part) => part).join(' · '),
        figure: showNumber(quantity),
      })}
      columns={columns}
      rows={data ?? []}
      rowKey={({ key }) => key}
      fill
      busy={isFetching}
      empty={isSuccess && <div className="empty">{t('stock.nowhere')}</div>}
    />
  );
}
