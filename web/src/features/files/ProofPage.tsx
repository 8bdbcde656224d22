/** 账目核对: what the last proof of the books found, what differs, and a new one on demand. */
import { Button, Progress } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { may, useSession } from '@/lib/session';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { StateTag } from '@/ui/StateTag';
import { percentOf } from './ImportOutcome';
import { useProofs, useProve, type Difference, type Proof } from './proofs';

function Differences({ proof }: { proof: Proof }) {
  const { t } = useTranslation();
  const columns = useMemo(
    (): TableColumn<Difference>[] => [
      { name: 'check', label: t('proof.check'), width: 160, render: (one) => one.name },
      { name: 'what', label: t('proof.what'), width: 280, grow: true, render: (one) => one.what },
      { name: 'derived', label: t('proof.derived'), width: 160, render: (one) => one.derived },
      { name: 'kept', label: t('proof.kept'), width: 160, render: (one) => one.kept },
    ],
    [t],
  );
  return (
    <DataTable
      label={t('proof.differences')}
      columns={columns}
      rows={proof.told}
      rowKey={(one) => `${one.check} ${one.what}`}
      card={(one) => ({
        title: one.name,
        particulars: [
          one.what,
          `${t('proof.derived')} ${one.derived}`,
          `${t('proof.kept')} ${one.kept}`,
        ].join(' · '),
        figure: '',
      })}
      cardsWrap
    />
  );
}

export function ProofPage() {
  const { t } = useTranslation();
  const session = useSession();
  const zone = session.company?.time_zone;
  const proofs = useProofs();
  const prove = useProve();
  const job = proofs.data?.job;
  const last = proofs.data?.items[0];
  const columns = useMemo((): TableColumn<Proof>[] => {
    return [
      {
        name: 'at',
        label: t('proof.at'),
        width: 160,
        render: (one) => showInstant(one.finished_at, zone),
      },
      {
        name: 'result',
        label: t('proof.result'),
        width: 260,
        render: (one) => <Result proof={one} />,
      },
      {
        name: 'seconds',
        label: t('proof.seconds'),
        width: 100,
        align: 'right',
        render: (one) => one.seconds.toFixed(1),
      },
      {
        name: 'by',
        label: t('proof.by'),
        width: 140,
        grow: true,
        render: (one) => one.by?.name ?? t('proof.nobody'),
      },
    ];
  }, [t, zone]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('proof.title')}</h1>
        {may(session, 'proof', 'add') && (
          <Button
            type="primary"
            disabled={Boolean(job)}
            loading={prove.isPending}
            onClick={() => {
              prove.mutate();
            }}
          >
            {t('proof.prove')}
          </Button>
        )}
      </div>
      <p className="quiet">{t('proof.help')}</p>
      {(proofs.error ?? prove.error) && (
        <ProblemAlert error={proofs.error ?? prove.error} onRetry={() => void proofs.refetch()} />
      )}
      {job && <Progress percent={percentOf(job)} aria-label={job.title} />}
      {last && last.differences > 0 && <Differences proof={last} />}
      <DataTable
        fill
        label={t('proof.title')}
        columns={columns}
        rows={proofs.data?.items ?? []}
        rowKey={(one) => one.id}
        card={(one) => ({
          title: showInstant(one.finished_at, zone),
          tag: <Result proof={one} />,
          particulars: [
            one.by?.name ?? t('proof.nobody'),
            `${t('proof.seconds')} ${one.seconds.toFixed(1)}`,
          ].join(' · '),
          figure: '',
        })}
        busy={proofs.isFetching && !job}
        empty={proofs.isSuccess && <div className="empty">{t('proof.empty')}</div>}
      />
    </div>
  );
}

function Result({ proof }: { proof: Proof }) {
  const { t } = useTranslation();
  return (
    <>
      {proof.differences === 0 ? (
        <StateTag tone="success">{t('proof.agree')}</StateTag>
      ) : (
        <StateTag tone="danger">{t('proof.differ', { count: proof.differences })}</StateTag>
      )}
      {proof.costs_since && <small>{t('proof.costsSince', { day: proof.costs_since })}</small>}
    </>
  );
}
