/** 操作日志: who did what in this company, newest first, and one click away before and after. */
import { useNavigate } from '@tanstack/react-router';
import { Button, message } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { download } from '@/lib/api';
import { showInstant } from '@/lib/dates';
import { may, useSession } from '@/lib/session';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert, useProblemText } from '@/ui/ProblemAlert';
import { filtersOf, useAudit, type AuditChange, type AuditRow } from './audit';
import { AuditDrawer } from './AuditDrawer';
import { AuditFilters } from './AuditFilters';

const SHOWN = 3;

/** 数量 3 → 4 · 备注 点过了 */
function summary(changes: readonly AuditChange[]): string {
  const told = changes.slice(0, SHOWN).map(({ label, before, after }) => {
    const arrow = before && after ? ' → ' : before ? ' → ×' : '';
    return `${label} ${before}${arrow}${after}`;
  });
  return told.join(' · ') + (changes.length > SHOWN ? ' …' : '');
}

function useColumns(): TableColumn<AuditRow>[] {
  const { t } = useTranslation();
  const { zone } = useSetting();
  return useMemo(
    () => [
      {
        name: 'at',
        label: t('audit.at'),
        width: 150,
        render: ({ at }) => showInstant(at, zone),
      },
      {
        name: 'by',
        label: t('audit.by'),
        width: 110,
        render: ({ by }) => by?.name ?? t('history.system'),
      },
      { name: 'form', label: t('audit.form'), width: 120, render: (row) => row.form_label },
      {
        name: 'record',
        label: t('audit.record'),
        width: 200,
        render: ({ label }) => <span title={label}>{label}</span>,
      },
      { name: 'action', label: t('audit.action'), width: 90, render: (row) => row.action_label },
      {
        name: 'changes',
        label: t('audit.changes'),
        width: 360,
        grow: true,
        render: ({ changes }) => <span className="quiet">{summary(changes)}</span>,
      },
    ],
    [t, zone],
  );
}

function ExportButton({ filters }: { filters: Record<string, string> }) {
  const { t } = useTranslation();
  const [messages, holder] = message.useMessage();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await download('/api/v1/audit/export', filters);
    } catch (error) {
      void messages.error(textOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {holder}
      <Button loading={busy} onClick={() => void save()}>
        {t('files.export')}
      </Button>
    </>
  );
}

export function AuditPage({ search }: { search: Record<string, string> }) {
  const { t } = useTranslation();
  const { zone } = useSetting();
  const session = useSession();
  const navigate = useNavigate();
  const filters = useMemo(() => filtersOf(search), [search]);
  const audit = useAudit(filters);
  const rows = useMemo(() => audit.data?.pages.flatMap((page) => page.items) ?? [], [audit.data]);
  const columns = useColumns();
  const { fetchNextPage } = audit;
  const change = useCallback(
    (next: Record<string, string>) => {
      const kept = Object.entries({ ...search, ...next }).filter(([, value]) => value !== '');
      void navigate({ to: '/audit', search: Object.fromEntries(kept), replace: true });
    },
    [navigate, search],
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('audit.title')}</h1>
        <span className="spacer" />
        {may(session, 'audit', 'export') && <ExportButton filters={filters} />}
      </div>
      <AuditFilters search={search} onChange={change} />
      {audit.error && <ProblemAlert error={audit.error} onRetry={() => void audit.refetch()} />}
      <DataTable
        fill
        label={t('audit.title')}
        card={(row) => ({
          title: (
            <button type="button" className="as-link">
              {`${row.form_label} ${row.label}`}
            </button>
          ),
          particulars: `${showInstant(row.at, zone)} · ${row.by?.name ?? t('history.system')}`,
          figure: row.action_label,
        })}
        columns={columns}
        rows={rows}
        rowKey={({ id }) => id}
        onOpen={({ id }) => {
          change({ entry: id });
        }}
        onEnd={
          audit.hasNextPage && !audit.isFetchingNextPage ? () => void fetchNextPage() : undefined
        }
        busy={audit.isFetching && !audit.isFetchingNextPage}
        empty={
          audit.isSuccess && (
            <div className="empty">
              <p>{t('audit.nothing')}</p>
            </div>
          )
        }
      />
      <AuditDrawer
        row={rows.find(({ id }) => id === search['entry'])}
        onClose={() => {
          change({ entry: '' });
        }}
        onRecord={(record) => {
          void navigate({ to: '/audit', search: { record } });
        }}
      />
    </div>
  );
}
