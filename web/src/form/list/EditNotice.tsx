/** What became of what was typed into the list: saved and to be undone, refused, or overtaken. */
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';

import { labelled, listed } from '@/ui/words';
import { fieldOf, type Form, type RecordData, type Value } from '../form';
import { showValue, type Setting } from '../kinds';
import { valueOf, type Draft } from './cellDrafts';
import type { CellEdit } from './useCellEdit';

interface Props {
  form: Form;
  rows: readonly RecordData[];
  edit: CellEdit;
  setting: Setting;
}

export function EditNotice({ form, rows, edit, setting }: Props) {
  const { t } = useTranslation();
  const show = (name: string, value: Value) => {
    const field = fieldOf(form, name);
    return field ? labelled(field.label, showValue(value, field, setting) || '—') : '';
  };
  const changed = (values: Record<string, Value>) =>
    listed(Object.entries(values).map(([name, value]) => show(name, value)));
  const last = edit.saved.at(-1);
  return (
    <div className="edit-notices" role="status">
      {edit.left && <LeftRows left={edit.left} changed={changed} />}
      {edit.waiting.map(([id, draft]) =>
        draft.gone ? (
          <GoneRow key={id} {...{ form, edit, id, draft, changed }} />
        ) : (
          <Waiting
            key={id}
            {...{ form, edit, draft, changed }}
            id={id}
            row={rows.find((one) => one.id === id)}
          />
        ),
      )}
      {edit.made && edit.waiting.length === 0 && <Made form={form} made={edit.made} />}
      {last && !edit.made && edit.waiting.length === 0 && (
        <p className="edit-notice is-good">
          <b>{last.title}</b>
          {t('edit.saved', { what: changed(last.after), before: changed(last.before) })}
          <Button size="small" aria-keyshortcuts="Control+Z" onClick={edit.undo}>
            {t('edit.undo')}
          </Button>
        </p>
      )}
    </div>
  );
}

interface LeftProps {
  left: NonNullable<CellEdit['left']>;
  changed(values: Record<string, Value>): string;
}

/** What another window left: it is in no cell before somebody says so. */
function LeftRows({ left, changed }: LeftProps) {
  const { t } = useTranslation();
  const what = listed(left.drafts.map(({ title, values }) => labelled(title, changed(values))));
  return (
    <p className="edit-notice">
      {t('edit.left', { what })}
      <Button size="small" onClick={left.take}>
        {t('edit.takeLeft')}
      </Button>
      <Button size="small" onClick={left.drop}>
        {t('edit.dropLeft')}
      </Button>
    </p>
  );
}

interface WaitingProps {
  form: Form;
  edit: CellEdit;
  id: string;
  /** undefined where the list does not show it */
  row: RecordData | undefined;
  draft: Draft;
  changed(values: Record<string, Value>): string;
}

/** What a refusal says of each field. */
function refusalsOf(form: Form, { errors }: Draft): string {
  return listed(
    Object.entries(errors).map(([name, message]) => {
      const field = fieldOf(form, name);
      return field ? labelled(field.label, message) : message;
    }),
  );
}

/** It is another record now: there it can be filled in further. */
function Made({ form, made }: { form: Form; made: { id: string; title: string } }) {
  const { t } = useTranslation();
  return (
    <p className="edit-notice is-good">
      {t('edit.made')}
      <Link
        ref={(link: HTMLAnchorElement | null) => link?.focus()}
        to="/records/$form/$id"
        params={{ form: form.name, id: made.id }}
      >
        {made.title}
      </Link>
    </p>
  );
}

/** What was typed is let go. */
function Drop({ edit, id }: Pick<WaitingProps, 'edit' | 'id'>) {
  const { t } = useTranslation();
  return (
    <Button
      size="small"
      onClick={() => {
        edit.drop(id);
      }}
    >
      {t('edit.drop')}
    </Button>
  );
}

/** A row that somebody deleted: it is saved as another record, or let go. */
function GoneRow({ form, edit, id, draft, changed }: Omit<WaitingProps, 'row'>) {
  const { t } = useTranslation();
  const mayAdd = form.operations.includes('add');
  const why = refusalsOf(form, draft);
  return (
    <p className={why ? 'edit-notice is-bad' : 'edit-notice'}>
      <b>{draft.title}</b>
      {why || t(mayAdd ? 'edit.gone' : 'edit.goneMayNot', { mine: changed(draft.values) })}
      {mayAdd && (
        <Button
          size="small"
          type="primary"
          loading={edit.anewBusy}
          onClick={() => void edit.saveAsNew(id)}
        >
          {t('record.gone.newMaster')}
        </Button>
      )}
      <Drop {...{ edit, id }} />
    </p>
  );
}

/** One row that is not saved, why, and what can be done. */
function Waiting({ form, edit, id, row, draft, changed }: WaitingProps) {
  const { t } = useTranslation();
  const { values, errors, stale } = draft;
  const theirs = Object.fromEntries(
    Object.keys(values).map((name) => [name, row ? valueOf(row, name) : null]),
  );
  const refusals = refusalsOf(form, draft);
  const first = [...Object.keys(errors), ...Object.keys(values)].find((name) =>
    edit.typed.includes(name),
  );
  const told = () => {
    if (stale && row) return t('edit.stale', { mine: changed(values), theirs: changed(theirs) });
    if (row && refusals) return refusals;
    return t('edit.unsaved', { mine: changed(values), why: stale ? t('edit.changed') : refusals });
  };
  return (
    <p className={stale ? 'edit-notice' : 'edit-notice is-bad'}>
      <b>{row ? edit.titleOf(row) : draft.title}</b>
      {told()}
      {(stale || !Object.keys(errors).some((name) => name)) && (
        <Button size="small" onClick={() => void edit.save(id)}>
          {t(stale ? 'edit.mine' : 'edit.again')}
        </Button>
      )}
      {!stale && row && first !== undefined && (
        <Button
          size="small"
          onClick={() => {
            edit.start(id, first);
          }}
        >
          {t('edit.mend')}
        </Button>
      )}
      <Drop {...{ edit, id }} />
    </p>
  );
}
