/** One view: what it is called, who sees it, and whether it stands in the menu. */
import { Checkbox, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { Field, wrongs } from '@/ui/Field';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { useKeepView, useViews, type Place, type View } from './views';

interface Props {
  /** null: a new one */
  view: View | null;
  at: Place;
  /** what a new one is called at first */
  suggested: string;
  onClose(): void;
}

const FIELDS = ['name', 'role'];
const LONGEST_NAME = 40;

export function SaveView({ view, at, suggested, onClose }: Props) {
  const { t } = useTranslation();
  const { roles } = useViews();
  const keep = useKeepView();
  const [name, setName] = useState(view?.name ?? suggested);
  const [role, setRole] = useState(view?.role ?? '');
  const [pinned, setPinned] = useState(view?.pinned ?? true);
  const [search, setSearch] = useState(view?.search ?? at.search);
  const { at: wrong, rest } = wrongs(keep.error, FIELDS);
  const save = () => {
    const draft = { name: name.trim(), role, pinned, search };
    keep.mutate({ view, path: view?.path ?? at.path, draft }, { onSuccess: onClose });
  };
  const here = view !== null && view.path === at.path && view.search !== at.search;
  return (
    <Modal
      open
      width={440}
      title={t(view ? 'views.change' : 'views.save')}
      okText={t('views.keep')}
      cancelText={t('settings.cancel')}
      okButtonProps={{ loading: keep.isPending, disabled: !name.trim() }}
      onOk={save}
      onCancel={onClose}
    >
      <form
        className="fields"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() && !keep.isPending) save();
        }}
      >
        {keep.error && (rest.length > 0 || Object.keys(wrong).length === 0) && (
          <ProblemAlert error={keep.error} />
        )}
        <Field label={t('views.name')} wrong={wrong['name']}>
          {(its) => (
            <Input
              {...its}
              autoFocus
              maxLength={LONGEST_NAME}
              value={name}
              onFocus={(event) => {
                event.target.select();
              }}
              onChange={(event) => {
                setName(event.target.value);
              }}
            />
          )}
        </Field>
        <Field label={t('views.sharedWith')} wrong={wrong['role']} help={t('views.sharedHelp')}>
          {(its) => (
            <Select
              {...its}
              value={role}
              options={[
                { value: '', label: t('views.onlyMe') },
                ...roles.map((one) => ({ value: one.code, label: one.name })),
              ]}
              onChange={setRole}
            />
          )}
        </Field>
        <Checkbox
          checked={pinned}
          onChange={(event) => {
            setPinned(event.target.checked);
          }}
        >
          {t('views.pinned')}
        </Checkbox>
        {here && (
          <Checkbox
            checked={search === at.search}
            onChange={(event) => {
              setSearch(event.target.checked ? at.search : view.search);
            }}
          >
            {t('views.filtersOfNow')}
          </Checkbox>
        )}
        <button type="submit" hidden />
      </form>
    </Modal>
  );
}
