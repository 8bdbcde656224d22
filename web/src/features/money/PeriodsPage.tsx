/** 会计期间: months, in their order; a closed one accepts no entry. */
import { Button } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/lib/session';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { useMonths, useTurnMonth, type Month } from './money';

/** Only the oldest open month can be closed and the newest closed one opened again. */
function turnable(months: readonly Month[]): Set<string> {
  const open = months.filter((one) => !one.closed).map((one) => one.month);
  const closed = months.filter((one) => one.closed).map((one) => one.month);
  return new Set([...open.sort().slice(0, 1), ...closed.sort().slice(-1)]);
}

export function PeriodsPage() {
  const { t } = useTranslation();
  const session = useSession();
  const months = useMonths();
  const turn = useTurnMonth();
  const rows = months.data;
  const columns = useMemo((): TableColumn<Month>[] => {
    const may = session.permissions['period'] ?? [];
    const next = turnable(rows ?? []);
    return [
      { name: 'month', label: t('periods.month'), width: 100, render: (one) => one.month },
      {
        name: 'state',
        label: t('periods.state'),
        width: 100,
        grow: true,
        render: (one) => t(one.closed ? 'periods.closed' : 'periods.open'),
      },
      {
        name: 'turn',
        label: '',
        width: 110,
        align: 'right',
        render: (one) =>
          next.has(one.month) &&
          may.includes(one.closed ? 'reopen' : 'close') && (
            <Button
              size="small"
              loading={turn.isPending}
              onClick={() => {
                turn.mutate(one);
              }}
            >
              {t(one.closed ? 'periods.reopen' : 'periods.close')}
            </Button>
          ),
      },
    ];
  }, [t, rows, session, turn]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('periods.title')}</h1>
      </div>
      <p className="quiet">{t('periods.help')}</p>
      {(months.error ?? turn.error) && (
        <ProblemAlert error={months.error ?? turn.error} onRetry={() => void months.refetch()} />
      )}
      <DataTable
        fill
        label={t('periods.title')}
        columns={columns}
        rows={rows ?? []}
        rowKey={(one) => one.month}
        busy={months.isFetching}
        empty={months.isSuccess && <div className="empty">{t('periods.empty')}</div>}
      />
    </div>
  );
}
