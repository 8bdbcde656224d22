/** Another window took over what is unsaved here, or dropped it: who goes on is asked. */
import { Alert, Button, Space } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Form, RecordData } from '../form';
import { keepDraft, whenDraftTaken } from './localDraft';
import { useClosing } from './useDone';
import type { Editor } from './useEditor';

interface Props {
  form: Form;
  record: RecordData | null;
  editor: Editor;
  /** the notice is gone, and the focus with it */
  onClosed?(): void;
}

export function Taken({ form, record, editor, onClosed }: Props) {
  const { t } = useTranslation();
  const { place, dirty, reload, state, rules } = editor;
  const [taken, setTaken] = useState(false);
  const isDirty = useRef(dirty);
  isDirty.current = dirty;
  useEffect(
    () =>
      whenDraftTaken(place, () => {
        setTaken(isDirty.current);
      }),
    [place],
  );
  useClosing(taken, onClosed);
  // Saved, or dropped, meanwhile.
  if (taken && !dirty) setTaken(false);
  if (!taken) return null;
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t('record.taken')}
      action={
        <Space wrap>
          <Button
            size="small"
            type="primary"
            onClick={() => {
              keepDraft(place, form.version, state, rules);
              setTaken(false);
            }}
          >
            {t('record.goOnHere')}
          </Button>
          <Button
            size="small"
            onClick={() => {
              reload(record);
            }}
          >
            {t('record.leaveToOther')}
          </Button>
        </Space>
      }
    />
  );
}
