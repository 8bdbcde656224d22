/** How far a check or an import is, and what came of it. */
import { Link } from '@tanstack/react-router';
import { Alert, Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { download } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Documents, Lacking, LeftOut, Notes, Tried } from './ImportFindings';
import { isOpen, useFaults, useJobAction, usePress, type Import, type Job } from './imports';

export function percentOf(job: Job): number {
  if (job.state === 'done') return 100;
  return job.whole ? Math.min(99, Math.floor((job.done / job.whole) * 100)) : 0;
}

interface OutcomeProps {
  run: Import;
  /** the title of the list that it fills */
  label: string;
  isDocument: boolean;
  onMatch(): void;
}

export function ImportOutcome({ run, label, isDocument, onMatch }: OutcomeProps) {
  const { t } = useTranslation();
  const press = usePress(run.id);
  const act = useJobAction();
  const job = run.job;
  const { reset: forgetPress } = press;
  const { reset: forgetAct } = act;
  // What was asked for and not answered has been done, or is not asked for any more.
  useEffect(() => {
    forgetPress();
    forgetAct();
  }, [run.state, job?.state, forgetPress, forgetAct]);
  if (job && isOpen(job)) {
    return (
      <>
        <p role="status">
          {t(run.state === 'checking' ? 'files.checking' : 'files.importing', {
            done: showNumber(job.done),
            whole: showNumber(job.whole ?? 0),
          })}
        </p>
        <Progress percent={percentOf(job)} aria-label={job.title} />
        <p className="quiet">{t('files.mayLeave')}</p>
        <div className="buttons">
          <Button
            loading={act.isPending}
            onClick={() => {
              act.mutate({ job, action: 'cancel' });
            }}
          >
            {t('files.stop')}
          </Button>
        </div>
      </>
    );
  }
  const checked = run.state === 'checked';
  const good = run.created + run.changed;
  const nothing = good === 0 || (run.atomic && run.refused > 0);
  const stopped = run.state === 'stopped' && job;
  return (
    <>
      {(press.error ?? act.error) && <ProblemAlert error={press.error ?? act.error} />}
      <Verdict run={run} />
      <p className="figures">
        <span>
          {t(checked ? 'files.willCreate' : 'files.created')} <b>{showNumber(run.created)}</b>
        </span>
        {!isDocument && (
          <span>
            {t(checked ? 'files.willChange' : 'files.changed')} <b>{showNumber(run.changed)}</b>
          </span>
        )}
        {run.same > 0 && (
          <span>
            {t('files.same')} <b>{showNumber(run.same)}</b>
          </span>
        )}
        <span>
          {t('files.refused')} <b>{showNumber(run.refused)}</b>
        </span>
      </p>
      {checked && isDocument && <Documents run={run} />}
      {checked && <Lacking run={run} />}
      {checked && <Notes run={run} />}
      {checked && <LeftOut run={run} />}
      {checked && run.confirm && <Tried run={run} />}
      <div className="buttons">
        {checked && (
          <Button
            type="primary"
            disabled={nothing}
            loading={press.isPending}
            onClick={() => {
              press.mutate(null);
            }}
          >
            {t('files.start', { count: good })}
          </Button>
        )}
        {stopped && (
          <Button
            type="primary"
            loading={act.isPending}
            onClick={() => {
              act.mutate({ job, action: 'retry' });
            }}
          >
            {t('files.goOn')}
          </Button>
        )}
        {(checked || (run.created === 0 && run.changed === 0 && run.state !== 'done')) && (
          <Button onClick={onMatch}>{t('files.matchAgain')}</Button>
        )}
        {run.state === 'done' && (
          <Link to="/records/$form" params={{ form: run.form }}>
            {t('files.toList', { label })}
          </Link>
        )}
      </div>
      {run.refused > 0 && <Faults run={run} />}
    </>
  );
}

function Verdict({ run }: { run: Import }) {
  const { t } = useTranslation();
  if (run.state === 'refused')
    return <Alert type="error" showIcon title={t('files.noneImported')} />;
  if (run.state === 'stopped') {
    return <Alert type="warning" showIcon title={run.job?.said || t('files.wasStopped')} />;
  }
  if (run.state === 'checked') {
    return run.refused ? (
      <Alert
        type="warning"
        showIcon
        title={t(run.atomic ? 'files.faultyAtomic' : 'files.faultySkip')}
      />
    ) : (
      <Alert type="success" showIcon title={t('files.allGood')} />
    );
  }
  return <Alert type={run.refused ? 'warning' : 'success'} showIcon title={t('files.done')} />;
}

function Faults({ run }: { run: Import }) {
  const { t } = useTranslation();
  const faults = useFaults(run);
  const [error, setError] = useState<unknown>(null);
  const rows = faults.data?.pages.flatMap((page) => page.items) ?? [];
  const save = async () => {
    try {
      await download(`/api/v1/imports/${run.id}/file`);
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      {(faults.error ?? error) !== null && <ProblemAlert error={faults.error ?? error} />}
      <div className="buttons">
        <Button onClick={() => void save()}>{t('files.faultFile')}</Button>
        <span className="quiet">{t(run.atomic ? 'files.faultHintAll' : 'files.faultHint')}</span>
      </div>
      <div className="faults">
        <table aria-label={t('files.refused')}>
          <thead>
            <tr>
              <th>{t('files.row')}</th>
              <th>{t('files.column')}</th>
              <th>{t('files.wrong')}</th>
            </tr>
          </thead>
          <tbody>
            {rows.flatMap((line) =>
              line.errors.map((fault, number) => (
                <tr key={`${String(line.row)} ${String(number)}`}>
                  <td>{number === 0 ? line.row : ''}</td>
                  <td>{fault.column}</td>
                  <td>{fault.message}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
        {faults.hasNextPage && (
          <Button type="link" onClick={() => void faults.fetchNextPage()}>
            {t('list.more')}
          </Button>
        )}
      </div>
    </>
  );
}
