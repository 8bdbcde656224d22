/** What became of what was typed into the list: saved and to be undone, refused, or overtaken. */
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
  const waiting = [...edit.drafts].flatMap(([id, draft]) => {
    const row = rows.find((one) => one.id === id);
    const told = draft.stale || Object.keys(draft.errors).length > 0;
    return row && told && edit.place?.id !== id ? [{ row, draft }] : [];
  });
  const refusals = ({ errors }: Draft) =>
    listed(
      Object.entries(errors).map(([name, message]) => {
        const field = fieldOf(form, name);
        return field ? labelled(field.label, message) : message;
      }),
    );
  return (
    <div className="edit-notices" role="status">
      {waiting.map(({ row, draft }) => (
        <p key={row.id} className={draft.stale ? 'edit-notice' : 'edit-notice is-bad'}>
          <b>{edit.titleOf(row)}</b>
          {draft.stale
            ? t('edit.stale', {
                mine: changed(draft.values),
                theirs: listed(
                  Object.keys(draft.values).map((name) => show(name, valueOf(row, name))),
                ),
              })
            : refusals(draft)}
          {draft.stale ? (
            <Button size="small" onClick={() => void edit.save(row.id)}>
              {t('edit.mine')}
            </Button>
          ) : (
            <Button
              size="small"
              onClick={() => {
                const wrong = Object.keys(draft.errors).find((name) => edit.typed.includes(name));
                const [first = ''] = Object.keys(draft.values);
                edit.start(row.id, wrong ?? first);
              }}
            >
              {t('edit.mend')}
            </Button>
          )}
          <Button
            size="small"
            onClick={() => {
              edit.drop(row.id);
            }}
          >
            {t('edit.drop')}
          </Button>
        </p>
      ))}
      {last && waiting.length === 0 && (
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
