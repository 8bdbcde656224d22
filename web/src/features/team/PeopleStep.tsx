/** 同事 in the wizard: who works here, and one more with a role. */
import { UserAddOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { may, useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { SecretOnce } from '@/ui/SecretOnce';
import { listed } from '@/ui/words';
import { PersonDrawer } from './PersonDrawer';
import { usePeople, useRoles } from './team';

export function PeopleStep() {
  const { t } = useTranslation();
  const session = useSession();
  const client = useQueryClient();
  const people = usePeople();
  const roles = useRoles();
  const [adding, setAdding] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const names = new Map(roles.data?.map((one) => [one.code, one.name]));
  return (
    <>
      {people.error && <ProblemAlert error={people.error} onRetry={() => void people.refetch()} />}
      <ul className="setup-list">
        {people.data?.map((one) => (
          <li key={one.id}>
            <b>{one.name || one.username}</b>
            <span className="quiet">{one.username}</span>
            <span className="spacer" />
            <span>{listed(one.roles.map((code) => names.get(code) ?? code))}</span>
          </li>
        ))}
      </ul>
      {may(session, 'user', 'add') && (
        <div className="field-buttons">
          <Button
            icon={<UserAddOutlined />}
            onClick={() => {
              setAdding(true);
            }}
          >
            {t('team.newPerson')}
          </Button>
        </div>
      )}
      {adding && (
        <PersonDrawer
          person={null}
          roles={roles.data ?? []}
          onClose={() => {
            setAdding(false);
            void client.invalidateQueries({ queryKey: ['records', 'setup'] });
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
    </>
  );
}
