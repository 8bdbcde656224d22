/** One person: name, address, roles, whether they still work here, and a new password. */
import { Link } from '@tanstack/react-router';
import { App, Button, Drawer, Input, Popconfirm, Select, Switch } from 'antd';
import { useTranslation } from 'react-i18next';

import { may, useSession } from '@/lib/session';
import { useTypedOver } from '@/lib/typedOver';
import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { TypedBefore } from '@/ui/TypedBefore';
import { listed } from '@/ui/words';
import {
  useEmployees,
  useRenewPassword,
  useSavePerson,
  type Person,
  type PersonDraft,
  type Role,
} from './team';

interface Props {
  person: Person | null;
  roles: readonly Role[];
  onClose(): void;
  onPassword(secret: string): void;
}

const EMPTY: PersonDraft = { username: '', name: '', email: '', roles: [], active: true };
const FIELDS = ['username', 'name', 'email', 'roles'];

export function PersonDrawer({ person, roles, onClose, onPassword }: Props) {
  const { t } = useTranslation();
  const { modal } = App.useApp();
  const session = useSession();
  const typed = useTypedOver<PersonDraft>(person ?? EMPTY, {
    path: '/people',
    part: person?.id ?? 'new',
  });
  const { draft, set } = typed;
  const maySee = may(session, 'employee', 'view');
  const employee = useEmployees(maySee).data?.get(person?.username ?? '');
  const save = useSavePerson(person);
  const renew = useRenewPassword();
  const mayNot = !may(session, 'user', person ? 'edit' : 'add');
  // Nothing can be typed onto a person who is just being made.
  const fixed = mayNot || (!person && save.isPending);
  const error = save.error ?? renew.error;
  const { at, rest } = wrongs(error, FIELDS);
  const roleName = (code: string) => roles.find((one) => one.code === code)?.name ?? code;
  const overtaken = (name: keyof PersonDraft, now: string) =>
    typed.isOvertaken(name) ? { help: t('settings.overtaken', { now }), warns: true } : {};
  const submit = async () => {
    const { username, name, email, roles: held, active } = draft;
    let password: string | null = null;
    const isDone = await typed.save(async () => {
      const made = await save.mutateAsync({ username, name, email, roles: held, active });
      password = made.password;
      if (made.isLost) void modal.warning({ title: t('team.passwordLost', { username }) });
    });
    if (isDone) onClose();
    if (password) onPassword(password);
  };
  return (
    <Drawer
      open
      size={440}
      title={person ? person.name || person.username : t('team.newPerson')}
      onClose={onClose}
      footer={
        !mayNot && (
          <div className="drawer-foot">
            {person && (
              <Popconfirm
                title={t('team.renewSure')}
                description={t('team.renewHelp')}
                onConfirm={async () => {
                  const secret = await renew.mutateAsync(person.id);
                  if (secret) onPassword(secret);
                }}
              >
                <Button loading={renew.isPending}>{t('team.renew')}</Button>
              </Popconfirm>
            )}
            <span className="spacer" />
            <Button
              type="primary"
              htmlType="submit"
              form="person"
              loading={save.isPending}
              disabled={!draft.username.trim()}
            >
              {t('record.save')}
            </Button>
          </div>
        )
      }
    >
      <form
        id="person"
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          submit().catch(() => undefined);
        }}
      >
        {error && (rest.length > 0 || Object.keys(at).length === 0) && (
          <ProblemAlert error={error} headline={rest[0] ?? null} />
        )}
        <TypedBefore typed={typed} />
        <Field label={t('team.username')} help={t('team.usernameHelp')} wrong={at['username']}>
          {(its) => (
            <Input
              {...its}
              autoFocus={!person}
              autoComplete="off"
              maxLength={64}
              value={draft.username}
              disabled={person !== null || fixed}
              onChange={(event) => {
                set({ username: event.target.value });
              }}
            />
          )}
        </Field>
        <Field label={t('team.name')} wrong={at['name']} {...overtaken('name', person?.name ?? '')}>
          {(its) => (
            <Input
              {...its}
              maxLength={64}
              value={draft.name}
              disabled={fixed}
              onChange={(event) => {
                set({ name: event.target.value });
              }}
            />
          )}
        </Field>
        <Field
          label={t('team.email')}
          wrong={at['email']}
          {...overtaken('email', person?.email ?? '')}
        >
          {(its) => (
            <Input
              {...its}
              value={draft.email}
              disabled={fixed}
              onChange={(event) => {
                set({ email: event.target.value.trim() });
              }}
            />
          )}
        </Field>
        {person && maySee && (
          <Field label={t('team.employee')} help={t('team.employeeHelp')}>
            {(its) => (
              <output {...its} className="field-shown">
                {employee ? (
                  <Link to="/records/$form/$id" params={{ form: 'employee', id: employee.id }}>
                    {`${employee.code} ${employee.name}`}
                  </Link>
                ) : (
                  t('team.noEmployee')
                )}
              </output>
            )}
          </Field>
        )}
        <Field
          label={t('team.roles')}
          help={t(draft.roles.length > 0 ? 'team.rolesHelp' : 'team.noRole')}
          warns={draft.roles.length === 0}
          wrong={at['roles']}
          {...overtaken('roles', listed((person?.roles ?? []).map(roleName)))}
        >
          {(its) => (
            <Select
              {...its}
              mode="multiple"
              value={draft.roles}
              disabled={fixed}
              showSearch={{ optionFilterProp: 'label' }}
              options={roles.map(({ code, name }) => ({ value: code, label: name }))}
              onChange={(held: string[]) => {
                set({ roles: held });
              }}
            />
          )}
        </Field>
        {person && (
          <Field
            label={t('team.active')}
            help={t('team.activeHelp')}
            {...overtaken('active', t(person.active ? 'team.active' : 'team.left'))}
          >
            {(its) => (
              <Switch
                {...its}
                checked={draft.active}
                disabled={fixed}
                onChange={(active) => {
                  set({ active });
                }}
              />
            )}
          </Field>
        )}
      </form>
    </Drawer>
  );
}
