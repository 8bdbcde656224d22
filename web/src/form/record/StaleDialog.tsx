/** Somebody else saved first: shows both versions and lets the person choose. */
import { Button, Modal } from 'antd';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import type { Form, RecordData, Value } from '../form';
import { showValue, type Setting } from '../kinds';
import { changedFields, isTableChanged } from './editor';
import type { Editor } from './useEditor';

interface Props {
  form: Form;
  editor: Editor;
  latest: RecordData | null;
  setting: Setting;
  onTheirs(): void;
  onMine(): void;
  onClose(): void;
}

interface Difference {
  label: string;
  mine: string;
  theirs: string;
}

function differences({ form, editor, latest, setting }: Props): Difference[] {
  if (!latest) return [];
  const { state } = editor;
  const mine = new Set(changedFields(form, state).map((field) => field.name));
  const show = (name: string, value: unknown) => {
    const field = form.fields.find((each) => each.name === name);
    return field ? showValue(value, field, setting) || '—' : '';
  };
  return form.fields
    .filter((field) => {
      const before = show(field.name, state.before.values[field.name]);
      return mine.has(field.name) || before !== show(field.name, latest[field.name]);
    })
    .map((field) => ({
      label: field.label,
      mine: show(field.name, state.values[field.name] satisfies Value),
      theirs: show(field.name, latest[field.name]),
    }))
    .filter((each) => each.mine !== each.theirs);
}

export function StaleDialog(props: Props) {
  const { t } = useTranslation();
  const { form, editor, latest, setting } = props;
  const changed = differences(props);
  const tables = form.tables.filter((table) => {
    const rules = editor.rules[table.name];
    return rules && isTableChanged(editor.state, table.name, rules);
  });
  const at = typeof latest?.['updated_at'] === 'string' ? latest['updated_at'] : '';
  return (
    <Modal
      open={latest !== null}
      width={680}
      title={t('stale.title')}
      onCancel={props.onClose}
      footer={[
        <Button key="close" onClick={props.onClose}>
          {t('stale.later')}
        </Button>,
        <Button key="mine" onClick={props.onMine}>
          {t('stale.mine')}
        </Button>,
        <Button key="theirs" type="primary" onClick={props.onTheirs}>
          {t('stale.theirs')}
        </Button>,
      ]}
    >
      <p>{t('stale.explain', { at: at ? showInstant(at, setting.zone) : '' })}</p>
      {(changed.length > 0 || tables.length > 0) && (
        <table className="differences">
          <thead>
            <tr>
              <th scope="col">{t('stale.field')}</th>
              <th scope="col">{t('stale.yours')}</th>
              <th scope="col">{t('stale.saved')}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map((each) => (
              <tr key={each.label}>
                <th scope="row">{each.label}</th>
                <td>{each.mine}</td>
                <td>{each.theirs}</td>
              </tr>
            ))}
            {tables.map((table) => (
              <tr key={table.name}>
                <th scope="row">{table.label}</th>
                <td>{t('stale.linesChanged')}</td>
                <td>
                  {t('stale.lines', {
                    total: Array.isArray(latest?.[table.name])
                      ? (latest[table.name] as unknown[]).length
                      : 0,
                  })}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Modal>
  );
}
