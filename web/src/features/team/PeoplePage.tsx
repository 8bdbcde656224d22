/** 成员: who works here, in which roles. */
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showInstant } from '@/lib/dates';
import { may, useSession } from '@/lib/session';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { SecretOnce } from '@/ui/SecretOnce';
import { listed } from '@/ui/words';
import { PersonDrawer } from './PersonDrawer';
import { useEmployees, usePeople, useRoles, type Person } from './team';

function useColumns(named: (code: string) => string): TableColumn<Person>[] {
  const { t } = useTranslation();
  const employees = useEmployees(may(useSession(), 'employee', 'view')).data;
  const { zone } = useSetting();
  return useMemo(
    () => [
      { name: 'username', label: t('team.username'), width: 160, render: (one) => one.username },
      { name: 'name', label: t('team.name'), width: 160, render: (one) => one.name },
      {
        name: 'employee',
        label: t('team.employee'),
        width: 160,
        render: (one) => {
          const found = employees?.get(one.username);
          return found ? `${found.code} ${found.name}` : '';
        },
      },
      {
        name: 'roles',
        label: t('team.roles'),
        width: 240,
        grow: true,
        render: (one) => listed(one.roles.map(named)),
      },
      {
        name: 'active',
        label: t('team.state'),
        width: 100,
        render: (one) => (
          <span className={one.active ? 'tag tag-success' : 'tag'}>
            {t(one.active ? 'team.active' : 'team.left')}
          </span>
        ),
      },
      {
        name: 'last_login',
        label: t('team.lastLogin'),
        width: 170,
        render: (one) => (one.last_login ? showInstant(one.last_login, zone) : t('team.never')),
      },
    ],
    [t, zone, named, employees],
  );
}

export function PeoplePage() {
  const { t } = useTranslation();
  const session = useSession();
  const people = usePeople();
  const roles = useRoles();
  const [open, setOpen] = useState<Person | 'new' | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const named = useMemo(() => {
    const names = new Map(roles.data?.map((one) => [one.code, one.name]));
    return (code: string) => names.get(code) ?? code;
  }, [roles.data]);
  const columns = useColumns(named);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('team.people')}</h1>
        <span className="spacer" />
        {may(session, 'user', 'add') && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => {
              setOpen('new');
            }}
          >
            {t('team.newPerson')}
          </Button>
        )}
      </div>
      {people.error && <ProblemAlert error={people.error} onRetry={() => void people.refetch()} />}
      <DataTable
        fill
        label={t('team.people')}
        columns={columns}
        rows={people.data ?? []}
        rowKey={(one) => one.id}
        busy={people.isFetching}
        onOpen={setOpen}
        card={(one) => ({
          title: one.name || one.username,
          tag: !one.active && <span className="tag">{t('team.left')}</span>,
          particulars: one.username,
          figure: listed(one.roles.map(named)),
        })}
      />
      {open && (
        <PersonDrawer
          key={open === 'new' ? 'new' : open.id}
          person={open === 'new' ? null : (people.data?.find(({ id }) => id === open.id) ?? open)}
          roles={roles.data ?? []}
          onClose={() => {
            setOpen(null);
          }}
          onPassword={setSecret}
        />
      )}
      <SecretOnce
        title={t('team.password')}
        help={t('team.passwordOnce')}
        secret={secret}
        onClose={() => {
          setSecret(null);
        }}
      />
    </div>
  );
}
