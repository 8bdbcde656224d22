/** Where this person is logged in, and how they end it from here. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, Popconfirm } from 'antd';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { get, send } from '@/lib/api';
import { showInstant } from '@/lib/dates';
import type { Served } from '@/lib/server';
import { focusTitle, isFocusLost } from '@/ui/arrival';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { deviceOf } from './device';

type Login = Served<'SessionOut'>;
const KEY = ['sessions'] as const;

function End({ one }: { one: Login }) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => send<null>(`/api/v1/sessions/${one.id}`, { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  if (one.current) return <span className="quiet">{t('me.thisSession')}</span>;
  return (
    <Popconfirm title={t('me.endSessionSure')} onConfirm={() => end.mutateAsync()}>
      <Button size="small" danger>
        {t('me.endSession')}
      </Button>
    </Popconfirm>
  );
}

function EndOthers() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const end = useMutation({
    mutationFn: () => send<null>('/api/v1/sessions', { method: 'DELETE' }),
    onSettled: () => client.invalidateQueries({ queryKey: KEY }),
  });
  return (
    <>
      {end.error && <ProblemAlert error={end.error} />}
      <Popconfirm title={t('me.endOthersSure')} onConfirm={() => end.mutateAsync()}>
        <Button danger>{t('me.endOthers')}</Button>
      </Popconfirm>
    </>
  );
}

export function SessionsPanel() {
  const { t } = useTranslation();
  const { zone } = useSetting();
  const sessions = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) =>
      (await get<Served<'SessionList'>>('/api/v1/sessions', {}, signal)).items,
  });
  const title = useRef<HTMLHeadingElement>(null);
  const count = sessions.data?.length ?? 0;
  const before = useRef(count);
  // The button goes with the session that it ended.
  useEffect(() => {
    if (count < before.current && isFocusLost()) focusTitle(title.current);
    before.current = count;
  }, [count]);
  const columns = useMemo<TableColumn<Login>[]>(
    () => [
      {
        name: 'device',
        label: t('me.device'),
        width: 200,
        grow: true,
        render: (one) => <span title={one.device}>{deviceOf(one.device)}</span>,
      },
      { name: 'ip', label: t('me.address'), width: 160, render: (one) => one.ip },
      {
        name: 'since',
        label: t('me.since'),
        width: 170,
        render: (one) => showInstant(one.since, zone),
      },
      {
        name: 'end',
        label: '',
        width: 100,
        align: 'right',
        render: (one) => <End one={one} />,
      },
    ],
    [t, zone],
  );
  return (
    <section className="panel" aria-label={t('me.sessions')}>
      <div className="page-head">
        <h2 ref={title}>{t('me.sessions')}</h2>
        <span className="spacer" />
        {sessions.data?.some((one) => !one.current) && <EndOthers />}
      </div>
      <p className="quiet">{t('me.sessionsHelp')}</p>
      {sessions.error && <ProblemAlert error={sessions.error} />}
      <DataTable
        label={t('me.sessions')}
        columns={columns}
        rows={sessions.data ?? []}
        rowKey={(one) => String(one.id)}
        card={(one) => ({
          title: deviceOf(one.device),
          particulars: `${one.ip} · ${showInstant(one.since, zone)}`,
          figure: <End one={one} />,
        })}
        empty={sessions.isSuccess && <p className="quiet table-empty">{t('me.noSessions')}</p>}
      />
    </section>
  );
}
