/** The record was deleted while somebody worked on it: what is on the page becomes another, or goes. */
import { Alert, Button, Space } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import type { Form } from '../form';
import { linksRefused } from './problems';
import type { Saving } from './saving';
import { keysOf, type Editor } from './useEditor';

interface Props {
  form: Form;
  editor: Editor;
  saving: Saving;
}

export function Gone({ form, editor, saving }: Props) {
  const { t } = useTranslation();
  const { problem } = saving;
  // By the lines as they were sent: they may be others by the time that it is pressed.
  // eslint-disable-next-line react-hooks/exhaustive-deps -- as above
  const links = useMemo(() => linksRefused(problem, form, keysOf(editor)), [problem]);
  const isDocument = form.kind === 'document';
  const asNew = isDocument ? 'record.gone.newDocument' : 'record.gone.newMaster';
  const mayAdd = form.operations.includes('add');
  const saveAsNew = () => {
    for (const { table, key, name } of links) {
      editor.grid(table)({ type: 'edit', edits: [{ key, values: { [name]: null } }] });
    }
    void saving.saveAsNew();
  };
  return (
    <Alert
      type="warning"
      showIcon
      role="alert"
      title={t(isDocument ? 'record.gone.document' : 'record.gone.master', {
        then: t(mayAdd ? 'record.gone.explain' : 'record.gone.mayNot'),
      })}
      action={
        <Space wrap>
          {mayAdd && (
            <Button
              size="small"
              type="primary"
              loading={saving.busy === 'saveAsNew'}
              disabled={saving.busy !== null}
              onClick={saveAsNew}
            >
              {t(links.length > 0 ? 'record.gone.unlinked' : asNew)}
            </Button>
          )}
          <Button size="small" disabled={saving.busy !== null} onClick={() => void saving.giveUp()}>
            {t('record.gone.giveUp')}
          </Button>
        </Space>
      }
    />
  );
}
