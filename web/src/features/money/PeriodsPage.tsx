/** 会计期间: months, in their order; a closed one accepts no entry. */
import { Button, Popconfirm } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useSession } from '@/lib/session';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { turnable, useMonths, useTurnMonth, type Month } from './money';

/** What else is closed with a month, before it is. */
function Covered({ month }: { month: Month }) {
  const { t } = useTranslation();
  const { covers, earliest } = month;
  return (
    <>
      <p>{t('periods.closing', { month: month.month })}</p>
      {covers.length > 0 && (
        <p>{t('periods.covers', { months: [...covers].sort().join(t('periods.comma')) })}</p>
      )}
      {earliest && <p>{t('periods.andBefore')}</p>}
    </>
  );
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
        render: (one) => (
          <>
            {t(one.closed ? 'periods.closed' : 'periods.open')}
            {!one.used && <span className="quiet"> · {t('periods.unused')}</span>}
          </>
        ),
      },
      {
        name: 'turn',
        label: '',
        width: 110,
        align: 'right',
        render: (one) =>
          next.has(one.month) &&
          may.includes(one.closed ? 'reopen' : 'close') && (
            <Popconfirm
              title={t(one.closed ? 'periods.reopen' : 'periods.close')}
              description={
                one.closed ? (
                  t(one.earliest ? 'periods.reopeningFirst' : 'periods.reopening', {
                    month: one.month,
                  })
                ) : (
                  <Covered month={one} />
                )
              }
              placement="bottomRight"
              okText={t(one.closed ? 'periods.reopen' : 'periods.close')}
              onConfirm={() => {
                turn.mutate(one);
              }}
            >
              <Button size="small" loading={turn.isPending && turn.variables.month === one.month}>
                {t(one.closed ? 'periods.reopen' : 'periods.close')}
              </Button>
            </Popconfirm>
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
