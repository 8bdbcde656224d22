/** 我的账号: one's own password and tokens. */
import { Alert, Button, Input, Popconfirm, Select } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { showInstant } from '@/lib/dates';
import { useSession } from '@/lib/session';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { SecretOnce } from '@/ui/SecretOnce';
import { SessionsPanel } from './SessionsPanel';
import { useAddToken, useChangePassword, useEndToken, useTokens, type Token } from './settings';
import { TwoFactorPanel } from './TwoFactorPanel';

function PasswordPanel() {
  const { t } = useTranslation();
  const { user } = useSession();
  const change = useChangePassword();
  const [now, setNow] = useState('');
  const [next, setNext] = useState('');
  const { at, rest } = wrongs(change.error, ['current_password', 'new_password']);
  return (
    <section className="panel" aria-label={t('me.password')}>
      <h2>{t('me.password')}</h2>
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          change.mutate(
            { current_password: now, new_password: next },
            {
              onSuccess: () => {
                setNow('');
                setNext('');
              },
            },
          );
        }}
      >
        {change.isSuccess && <Alert type="success" showIcon title={t('me.changed')} />}
        {change.error && (rest.length > 0 || Object.keys(at).length === 0) && (
          <ProblemAlert error={change.error} headline={rest[0] ?? null} />
        )}
        <input type="hidden" autoComplete="username" value={user.username} readOnly />
        <Field label={t('me.current')} wrong={at['current_password']}>
          {(its) => (
            <Input.Password
              {...its}
              autoComplete="current-password"
              value={now}
              onChange={(event) => {
                setNow(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label={t('me.next')} help={t('me.nextHelp')} wrong={at['new_password']}>
          {(its) => (
            <Input.Password
              {...its}
              autoComplete="new-password"
              value={next}
              onChange={(event) => {
                setNext(event.target.value);
              }}
            />
          )}
        </Field>
        <Button
          type="primary"
          htmlType="submit"
          disabled={!now || !next}
          loading={change.isPending}
        >
          {t('me.change')}
        </Button>
      </form>
    </section>
  );
}

function EndToken({ id }: { id: string }) {
  const { t } = useTranslation();
  const end = useEndToken();
  return (
    <Popconfirm title={t('me.endSure')} onConfirm={() => end.mutateAsync(id)}>
      <Button size="small" danger>
        {t('me.end')}
      </Button>
    </Popconfirm>
  );
}

function useColumns(): TableColumn<Token>[] {
  const { t } = useTranslation();
  const { zone } = useSetting();
  return useMemo(
    () => [
      { name: 'name', label: t('me.tokenName'), width: 180, grow: true, render: (one) => one.name },
      {
        name: 'expires_at',
        label: t('me.expires'),
        width: 170,
        render: (one) => (one.expires_at ? showInstant(one.expires_at, zone) : t('me.forever')),
      },
      {
        name: 'last_used_on',
        label: t('me.lastUsed'),
        width: 120,
        render: (one) => one.last_used_on ?? t('team.never'),
      },
      {
        name: 'end',
        label: '',
        width: 90,
        align: 'right',
        render: (one) => <EndToken id={one.id} />,
      },
    ],
    [t, zone],
  );
}

const LIVES = [30, 90, 365, 0];

function TokensPanel() {
  const { t } = useTranslation();
  const tokens = useTokens();
  const add = useAddToken();
  const columns = useColumns();
  const [name, setName] = useState('');
  const [days, setDays] = useState(365);
  const [secret, setSecret] = useState<string | null>(null);
  const isReplaced = add.data?.isReplaced ?? false;
  const { at, rest } = wrongs(add.error, ['name', 'days']);
  const submit = async () => {
    setSecret((await add.mutateAsync({ name, days: days || null })).token);
    setName((now) => (now === name ? '' : now));
  };
  return (
    <section className="panel" aria-label={t('me.tokens')}>
      <h2>{t('me.tokens')}</h2>
      <p className="quiet">{t('me.tokensHelp')}</p>
      {add.error && (rest.length > 0 || Object.keys(at).length === 0) && (
        <ProblemAlert error={add.error} headline={rest[0] ?? null} />
      )}
      <form
        className="fields is-row"
        onSubmit={(event) => {
          event.preventDefault();
          submit().catch(() => undefined);
        }}
      >
        <Field label={t('me.tokenName')} wrong={at['name']}>
          {(its) => (
            <Input
              {...its}
              maxLength={64}
              value={name}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label={t('me.life')} wrong={at['days']}>
          {(its) => (
            <Select
              {...its}
              value={days}
              options={LIVES.map((count) => ({
                value: count,
                label: count ? t('me.days', { count }) : t('me.forever'),
              }))}
              onChange={setDays}
            />
          )}
        </Field>
        <Button htmlType="submit" disabled={!name.trim()} loading={add.isPending}>
          {t('me.newToken')}
        </Button>
      </form>
      {tokens.error && <ProblemAlert error={tokens.error} />}
      <DataTable
        label={t('me.tokens')}
        columns={columns}
        rows={tokens.data ?? []}
        rowKey={(one) => one.id}
        card={(one) => ({
          title: one.name,
          particulars: one.last_used_on ?? t('team.never'),
          figure: <EndToken id={one.id} />,
        })}
        empty={tokens.isSuccess && <p className="quiet table-empty">{t('me.noTokens')}</p>}
      />
      <SecretOnce
        title={t('me.newToken')}
        help={t(isReplaced ? 'me.tokenReplaced' : 'me.tokenOnce')}
        secret={secret}
        onClose={() => {
          setSecret(null);
        }}
      />
    </section>
  );
}

export function MePage() {
  const { t } = useTranslation();
  const { user } = useSession();
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('app.person')}</h1>
        <span className="quiet">{user.name || user.username}</span>
      </div>
      <PasswordPanel />
      <TwoFactorPanel />
      <SessionsPanel />
      <TokensPanel />
    </div>
  );
}
