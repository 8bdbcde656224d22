/** 角色: what its holders may do, form by form. */
import { PlusOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { may, useSession } from '@/lib/session';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { listed } from '@/ui/words';
import { RoleDrawer } from './RoleDrawer';
import { useRights, useRoles, type Role } from './team';

export function RolesPage() {
  const { t } = useTranslation();
  const session = useSession();
  const roles = useRoles();
  const rights = useRights();
  const [open, setOpen] = useState<Role | 'new' | null>(null);
  const hideable = rights.data?.hideable;
  const items = rights.data?.items;
  const { hides, reach } = useMemo(() => {
    const there = (items ?? []).map((one) => one.name);
    const hides = (role: Role) => listed(role.hidden.map((one) => hideable?.[one] ?? one));
    const reach = (role: Role) =>
      '*' in role.permissions
        ? t(role.fixed ? 'team.everything' : 'team.everyForm')
        : t('team.someForms', { count: there.filter((name) => name in role.permissions).length });
    return { hides, reach };
  }, [t, hideable, items]);
  const columns = useMemo((): TableColumn<Role>[] => {
    return [
      { name: 'name', label: t('team.role'), width: 160, render: (one) => one.name },
      {
        name: 'reach',
        label: t('team.rights'),
        width: 200,
        render: reach,
      },
      { name: 'hidden', label: t('team.hidden'), width: 220, grow: true, render: hides },
      {
        name: 'kind',
        label: t('team.kind'),
        width: 100,
        render: (one) => (
          <span className="tag">{t(one.built_in ? 'team.builtIn' : 'team.own')}</span>
        ),
      },
    ];
  }, [t, hides, reach]);
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('team.rolesTitle')}</h1>
        <span className="spacer" />
        {may(session, 'role', 'add') && (
          <Button
            type="primary"
            icon={<PlusOutlined />}
            onClick={() => {
              setOpen('new');
            }}
          >
            {t('team.newRole')}
          </Button>
        )}
      </div>
      {roles.error && <ProblemAlert error={roles.error} onRetry={() => void roles.refetch()} />}
      <DataTable
        fill
        label={t('team.rolesTitle')}
        columns={columns}
        rows={roles.data ?? []}
        rowKey={(one) => one.code}
        busy={roles.isFetching}
        onOpen={setOpen}
        card={(one) => ({
          title: one.name,
          particulars: [reach(one), hides(one) && `${t('team.hidden')} ${hides(one)}`]
            .filter((part) => part)
            .join(' · '),
          figure: t(one.built_in ? 'team.builtIn' : 'team.own'),
        })}
      />
      {open && rights.data && (
        <RoleDrawer
          key={open === 'new' ? 'new' : open.code}
          role={
            open === 'new' ? null : (roles.data?.find(({ code }) => code === open.code) ?? open)
          }
          rights={rights.data}
          onClose={() => {
            setOpen(null);
          }}
        />
      )}
    </div>
  );
}
