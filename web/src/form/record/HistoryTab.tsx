/** Who changed what, and when. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Form, RecordData } from '../form';
import type { Setting } from '../kinds';
import { asideQuery, type AuditEntry } from '../records';
import { changesIn, type Change, type Changes, type ChangeWords } from './changes';

interface Props {
  form: Form;
  record: RecordData;
  setting: Setting;
}

function useWords(): ChangeWords {
  const { t } = useTranslation();
  return {
    yes: t('form.yes'),
    no: t('form.no'),
    gone: t('history.gone'),
    reason: t('history.reason'),
    comment: t('comments.title'),
    line: (table, line) => t('history.line', { table, line }),
    removedLine: (table) => t('history.removedLine', { table }),
  };
}

function useActionLabel(form: Form): (action: string) => string {
  const { t } = useTranslation();
  return (action) => {
    const named = form.actions.find((each) => each.name === action || each.operation === action);
    if (named) return named.label;
    if (action.startsWith('create') || action === 'add') return t('history.created');
    if (action === 'attach') return t('history.attached');
    if (action === 'detach') return t('history.detached');
    if (action === 'comment') return t('comments.said');
    if (action === 'take_back') return t('comments.tookBack');
    if (action === 'merge') return t('merge.action');
    if (action.startsWith('delete')) return t('record.delete');
    if (action === 'print') return t('print.print');
    if (action === 'gave_way') return t('history.gaveWay');
    if (action === 'hold_expired') return t('history.holdExpired');
    if (action === 'recount') return t('history.recounted');
    if (action === 'explain') return t('history.explained');
    if (action === 'close') return t('history.finished');
    if (action === 'reallocate') return t('history.reallocated');
    return action.startsWith('change') || action === 'edit' ? t('history.changed') : action;
  };
}

function ChangeList({ changes }: { changes: readonly Change[] }) {
  const { t } = useTranslation();
  return (
    <ul>
      {changes.map((change) => (
        <li key={change.label}>
          <span className="quiet">{change.label}</span>{' '}
          {change.before && <del>{change.before}</del>}
          {change.before && ' → '}
          <ins>{change.after || t('history.empty')}</ins>
        </li>
      ))}
    </ul>
  );
}

/** What follows from what somebody did is there for who asks. */
function EntryChanges({ done, follows }: Changes) {
  const { t } = useTranslation();
  return (
    <>
      {done.length > 0 && <ChangeList changes={done} />}
      {follows.length > 0 && (
        <details>
          <summary>{t('history.follows', { count: follows.length })}</summary>
          <ChangeList changes={follows} />
        </details>
      )}
    </>
  );
}

export function HistoryTab({ form, record, setting }: Props) {
  const { t } = useTranslation();
  const actionLabel = useActionLabel(form);
  const words = useWords();
  const audit = useQuery(asideQuery<{ items: AuditEntry[] }>(form.name, record.id, 'audit'));
  if (audit.error) {
    return <ProblemAlert error={audit.error} onRetry={() => void audit.refetch()} />;
  }
  if (audit.isSuccess && audit.data.items.length === 0) {
    return <div className="panel empty">{t('history.nothing')}</div>;
  }
  return (
    <ol className="panel history" aria-label={t('record.history')}>
      {audit.data?.items.map((entry, index) => (
        <li key={`${entry.at} ${String(index)}`}>
          <div>
            <time dateTime={entry.at}>{showInstant(entry.at, setting.zone)}</time>
            <b>{actionLabel(entry.action)}</b>
            <span>{entry.by?.name ?? t('history.system')}</span>
          </div>
          <EntryChanges {...changesIn({ form, record, setting, words }, entry.changes)} />
        </li>
      ))}
    </ol>
  );
}
