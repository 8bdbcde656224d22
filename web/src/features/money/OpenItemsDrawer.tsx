/** The documents behind what one partner owes or is owed, oldest first. */
import { Link } from '@tanstack/react-router';
import { Drawer } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showNumber } from '@/lib/decimal';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { useOpenItems, type OpenItem } from './money';

function useColumns(): TableColumn<OpenItem>[] {
  const { t } = useTranslation();
  const { digits } = useSetting();
  return useMemo(() => {
    const amount = (
      name: 'net' | 'tax' | 'total' | 'left',
      label: string,
    ): TableColumn<OpenItem> => ({
      name,
      label,
      width: 120,
      align: 'right',
      render: (item) => showNumber(item[name], digits),
    });
    return [
      { name: 'date', label: t('owed.date'), width: 110, render: (item) => item.date },
      {
        name: 'number',
        label: t('owed.document'),
        width: 190,
        grow: true,
        render: (item) => (
          <Link to="/records/$form/$id" params={{ form: item.form, id: item.record }}>
            {item.number}
          </Link>
        ),
      },
      {
        name: 'kind',
        label: t('owed.kind'),
        width: 90,
        render: (item) => (item.kind === 'receivable' ? t('owed.receivable') : t('owed.payable')),
      },
      amount('net', t('owed.net')),
      amount('tax', t('owed.tax')),
      amount('total', t('owed.total')),
      amount('left', t('owed.left')),
    ];
  }, [t, digits]);
}

interface Props {
  partner: string;
  title: string;
  onClose(): void;
}

export function OpenItemsDrawer({ partner, title, onClose }: Props) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const items = useOpenItems(partner);
  const columns = useColumns();
  return (
    <Drawer
      open={partner !== ''}
      onClose={onClose}
      size="min(1000px, 100vw)"
      title={title || t('owed.items')}
    >
      {items.error && <ProblemAlert error={items.error} onRetry={() => void items.refetch()} />}
      <DataTable
        fill
        label={t('owed.items')}
        card={(item) => ({
          title: (
            <Link to="/records/$form/$id" params={{ form: item.form, id: item.record }}>
              {item.number}
            </Link>
          ),
          particulars: [
            t(`owed.${item.kind}`),
            `${t('owed.total')} ${showNumber(item.total, digits)}`,
            item.date,
          ].join(' · '),
          figure: showNumber(item.left, digits),
        })}
        columns={columns}
        rows={items.data ?? []}
        rowKey={(item) => `${item.kind} ${item.record} ${item.number}`}
        busy={items.isFetching}
        empty={items.isSuccess && <div className="empty">{t('owed.empty')}</div>}
      />
    </Drawer>
  );
}
