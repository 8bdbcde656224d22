/** One role: its name, the boxes of what it may do, and what it does not see. */
import { Button, Checkbox, Drawer, Input, Popconfirm } from 'antd';
import { useTranslation } from 'react-i18next';

import { may, useSession } from '@/lib/session';
import { useTypedOver } from '@/lib/typedOver';
import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { TypedBefore } from '@/ui/TypedBefore';
import { ANY, tick, turn, type Grants } from './matrix';
import { useDeleteRole, useSaveRole, type Rights, type Role, type RoleDraft } from './team';

interface Props {
  role: Role | null;
  rights: Rights;
  onClose(): void;
}

const EMPTY: RoleDraft = { name: '', permissions: {}, hidden: [] };

interface MatrixProps {
  rights: Rights;
  grants: Grants;
  fixed: boolean;
  onChange(grants: Grants): void;
}

function Matrix({ rights, grants, fixed, onChange }: MatrixProps) {
  const { t } = useTranslation();
  const operations = Object.keys(rights.operations);
  const every = { name: ANY, label: t('team.everyForm'), operations };
  return (
    <div className="rights" tabIndex={0} role="region" aria-label={t('team.rights')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('team.form')}</th>
            {operations.map((one) => (
              <th key={one} scope="col">
                {rights.operations[one]}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[every, ...rights.items].map((item) => (
            <tr key={item.name}>
              <th scope="row">{item.label}</th>
              {operations.map((one) => {
                if (!item.operations.includes(one)) return <td key={one} />;
                const box = tick(grants, item.name, one);
                return (
                  <td key={one}>
                    <Checkbox
                      aria-label={`${item.label} ${rights.operations[one] ?? one}`}
                      checked={box.on}
                      disabled={fixed || box.fixed}
                      onChange={() => {
                        onChange(turn(grants, item.name, one, item.operations));
                      }}
                    />
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function RoleDrawer({ role, rights, onClose }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const shown = role ?? EMPTY;
  const typed = useTypedOver<RoleDraft>(shown, { path: '/roles', part: role?.code ?? 'new' });
  const { draft, set } = typed;
  const save = useSaveRole(role);
  const remove = useDeleteRole();
  const mayNot = role?.fixed === true || !may(session, 'role', role ? 'edit' : 'add');
  // Nothing can be typed onto a role that is just being made.
  const fixed = mayNot || (!role && save.isPending);
  const error = save.error ?? remove.error;
  const { at, rest } = wrongs(error, ['name']);
  const submit = async () => {
    const { name, permissions, hidden } = draft;
    if (await typed.save(() => save.mutateAsync({ name, permissions, hidden }))) onClose();
  };
  return (
    <Drawer
      open
      size={960}
      title={role ? role.name : t('team.newRole')}
      onClose={onClose}
      footer={
        !mayNot && (
          <div className="drawer-foot">
            {role && !role.built_in && may(session, 'role', 'delete') && (
              <Popconfirm
                title={t('team.deleteSure')}
                onConfirm={() =>
                  remove.mutateAsync(role).then(
                    () => {
                      typed.drop();
                      onClose();
                    },
                    () => undefined,
                  )
                }
              >
                <Button danger loading={remove.isPending}>
                  {t('team.delete')}
                </Button>
              </Popconfirm>
            )}
            <span className="spacer" />
            <Button
              type="primary"
              htmlType="submit"
              form="role"
              loading={save.isPending}
              disabled={!draft.name.trim()}
            >
              {t('record.save')}
            </Button>
          </div>
        )
      }
    >
      <form
        id="role"
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          submit().catch(() => undefined);
        }}
      >
        {error && (rest.length > 0 || Object.keys(at).length === 0) && (
          <ProblemAlert error={error} headline={rest[0] ?? null} />
        )}
        {role?.fixed && <p className="quiet">{t('team.fixedHelp')}</p>}
        <TypedBefore typed={typed} />
        <Field
          label={t('team.role')}
          wrong={at['name']}
          {...(typed.isOvertaken('name')
            ? { help: t('settings.overtaken', { now: shown.name }), warns: true }
            : {})}
        >
          {(its) => (
            <Input
              {...its}
              autoFocus={!role}
              maxLength={64}
              value={draft.name}
              disabled={fixed}
              onChange={(event) => {
                set({ name: event.target.value });
              }}
            />
          )}
        </Field>
        <fieldset>
          <legend>{t('team.hidden')}</legend>
          {Object.entries(rights.hideable).map(([name, label]) => (
            <Checkbox
              key={name}
              checked={draft.hidden.includes(name)}
              disabled={fixed}
              onChange={(event) => {
                const others = draft.hidden.filter((one) => one !== name);
                set({ hidden: event.target.checked ? [...others, name] : others });
              }}
            >
              {label}
            </Checkbox>
          ))}
        </fieldset>
        <p className="quiet only-narrow">{t('team.slide')}</p>
        <Matrix
          rights={rights}
          grants={draft.permissions}
          fixed={fixed}
          onChange={(permissions) => {
            set({ permissions });
          }}
        />
      </form>
    </Drawer>
  );
}
