/** 后台任务: what runs, how far it is, and why it failed. */
import { Link } from '@tanstack/react-router';
import { Button, Progress } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { useSession } from '@/lib/session';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { StateTag } from '@/ui/StateTag';
import { isOpen, useJobAction, useJobs, type Job } from './imports';
import { percentOf } from './ImportOutcome';

const TONES = {
  waiting: 'neutral',
  running: 'info',
  done: 'success',
  failed: 'danger',
  cancelled: 'neutral',
} as const;

function toneOf(job: Job) {
  return TONES[job.state as keyof typeof TONES];
}

function Title({ job }: { job: Job }) {
  if (!job.kind.startsWith('import')) return <span>{job.title}</span>;
  return (
    <Link to="/records/$form/import" params={{ form: job.form }} search={{ run: job.about }}>
      {job.title}
    </Link>
  );
}

export function JobsPage() {
  const { t } = useTranslation();
  const jobs = useJobs();
  const zone = useSession().company?.time_zone;
  const act = useJobAction();
  const { mutate } = act;
  const columns = useMemo((): TableColumn<Job>[] => {
    const at = (moment: string | null) => (moment ? showInstant(moment, zone) : '');
    return [
      {
        name: 'title',
        label: t('jobs.job'),
        width: 240,
        grow: true,
        render: (job) => <Title job={job} />,
      },
      {
        name: 'state',
        label: t('jobs.state'),
        width: 90,
        render: (job) => <StateTag tone={toneOf(job)}>{job.state_label}</StateTag>,
      },
      {
        name: 'progress',
        label: t('jobs.progress'),
        width: 120,
        render: (job) =>
          isOpen(job) ? (
            <Progress size="small" percent={percentOf(job)} aria-label={job.title} />
          ) : (
            ''
          ),
      },
      {
        name: 'said',
        label: t('jobs.said'),
        width: 220,
        grow: true,
        render: (job) => <span title={job.said}>{job.said}</span>,
      },
      { name: 'by', label: t('jobs.by'), width: 100, render: (job) => job.by?.name ?? '' },
      {
        name: 'created',
        label: t('jobs.created'),
        width: 150,
        render: (job) => at(job.created_at),
      },
      {
        name: 'finished',
        label: t('jobs.finished'),
        width: 150,
        render: (job) => at(job.finished_at),
      },
      {
        name: 'actions',
        label: '',
        width: 90,
        render: (job) =>
          job.actions.map((action) => (
            <Button
              key={action}
              type="link"
              size="small"
              onClick={() => {
                mutate({ job, action });
              }}
            >
              {t(action === 'cancel' ? 'jobs.cancel' : 'jobs.retry')}
            </Button>
          )),
      },
    ];
  }, [t, mutate, zone]);
  const rows = jobs.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('jobs.title')}</h1>
      </div>
      {(jobs.error ?? act.error) && <ProblemAlert error={jobs.error ?? act.error} />}
      <DataTable
        fill
        label={t('jobs.title')}
        columns={columns}
        rows={rows}
        rowKey={(job) => job.id}
        onEnd={jobs.hasNextPage ? () => void jobs.fetchNextPage() : undefined}
        empty={jobs.isSuccess && <div className="empty">{t('jobs.none')}</div>}
        card={(job) => ({
          title: <Title job={job} />,
          tag: <StateTag tone={toneOf(job)}>{job.state_label}</StateTag>,
          particulars: [job.said, job.by?.name, showInstant(job.created_at, zone)]
            .filter((part) => part)
            .join(' · '),
          figure: isOpen(job) ? `${String(percentOf(job))}%` : '',
        })}
      />
    </div>
  );
}
