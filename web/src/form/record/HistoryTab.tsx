/** Who changed what, and when. */
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { isReference, nameOf, type Form, type RecordData } from '../form';
import { showValue, type Setting } from '../kinds';
import { asideQuery, type AuditEntry } from '../records';

interface Props {
  form: Form;
  record: RecordData;
  setting: Setting;
}

/** Lines are named by their id or place; people count them. */
function lineNumber(record: RecordData, table: string, line: string): string {
  const rows = record[table];
  const at = Array.isArray(rows) ? rows.findIndex((row: { id?: unknown }) => row.id === line) : -1;
  if (at >= 0) return String(at + 1);
  return /^\d+$/.test(line) ? String(Number(line) + 1) : '';
}

function labelOf(form: Form, record: RecordData, path: string): string {
  const [first = '', line = '', cell = ''] = path.split('.');
  const table = form.tables.find((each) => each.name === first);
  if (!table) return form.fields.find((field) => field.name === first)?.label ?? path;
  const column = table.fields.find((field) => field.name === cell)?.label ?? cell;
  return [table.label, lineNumber(record, first, line), column].filter((part) => part).join(' ');
}

function textOf(form: Form, name: string, value: unknown, setting: Setting): string {
  if (value === null || value === undefined || value === '') return '—';
  if (isReference(value)) return nameOf(value) || value.id;
  const field = form.fields.find((each) => each.name === name);
  if (field && typeof value !== 'object') {
    return (
      form.states.find((state) => name === 'state' && state.value === value)?.label ??
      showValue(value, field, setting)
    );
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value as string | number);
}

function useActionLabel(form: Form): (action: string) => string {
  const { t } = useTranslation();
  return (action) => {
    const named = form.actions.find((each) => each.name === action || each.operation === action);
    if (named) return named.label;
    if (action.startsWith('create') || action === 'add') return t('history.created');
    if (action.startsWith('delete')) return t('record.delete');
    return action.startsWith('change') || action === 'edit' ? t('history.changed') : action;
  };
}

export function HistoryTab({ form, record, setting }: Props) {
  const { t } = useTranslation();
  const actionLabel = useActionLabel(form);
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
          <ul>
            {Object.entries(entry.changes).map(([name, pair]) => (
              <li key={name}>
                <span className="quiet">{labelOf(form, record, name)}</span>{' '}
                {Array.isArray(pair) && pair[0] !== null && pair[0] !== undefined && (
                  <>
                    <del>{textOf(form, name, pair[0], setting)}</del> →{' '}
                  </>
                )}
                <ins>{textOf(form, name, Array.isArray(pair) ? pair[1] : pair, setting)}</ins>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
