/** Unsaved work that was found: put back already, or offered by a window that is gone. */
import { Link } from '@tanstack/react-router';
import { Alert, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { isWeak } from '@/lib/safekeeping';
import type { Form, RecordData } from '../form';
import { useClosing } from './useDone';
import type { Editor } from './useEditor';

interface Props {
  editor: Editor;
  record: RecordData | null;
  zone: string;
  /** a notice is gone, and the focus with it */
  onClosed?(): void;
}

export function Restored({ editor, record, zone, onClosed }: Props) {
  const { t } = useTranslation();
  const { left } = editor;
  useClosing(editor.restored ? 'restored' : left ? 'left' : '', onClosed);
  if (left && !editor.restored) {
    return (
      <Alert
        type="info"
        showIcon
        title={t('record.left', { at: showInstant(left.draft.at, zone) })}
        action={
          <Space>
            <Button size="small" type="primary" onClick={editor.takeLeft}>
              {t('record.takeLeft')}
            </Button>
            <Button size="small" onClick={editor.dropLeft}>
              {t('record.dropRestored')}
            </Button>
          </Space>
        }
      />
    );
  }
  if (!editor.restored) {
    // Said while there is something to lose, once it could be lost.
    return editor.dirty && isWeak() ? (
      <Alert type="warning" showIcon title={t('record.weak')} />
    ) : null;
  }
  return (
    <Alert
      type="info"
      showIcon
      title={t('record.restored', { at: showInstant(editor.restored, zone) })}
      action={
        <Button
          size="small"
          onClick={() => {
            editor.reload(record);
          }}
        >
          {t('record.dropRestored')}
        </Button>
      }
      closable={{ onClose: editor.dropRestored, 'aria-label': t('problem.dismiss') }}
    />
  );
}

/** What was saved just before this empty form. */
export function SavedBefore({ form, saved }: { form: Form; saved: RecordData | null }) {
  const { t } = useTranslation();
  if (!saved) return null;
  const title = saved[form.title_field];
  const what = `${form.label} ${typeof title === 'string' ? title : ''}`.trim();
  return (
    <Alert
      key={saved.id}
      type="success"
      showIcon
      role="status"
      title={
        <Link to="/records/$form/$id" params={{ form: form.name, id: saved.id }}>
          {t('record.savedBefore', { what })}
        </Link>
      }
      closable={{ 'aria-label': t('problem.dismiss') }}
    />
  );
}
