/** 附件: the files of any record; pictures and PDFs are shown, the rest can be saved. */
import { FilePdfOutlined } from '@ant-design/icons';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button, message, Upload } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { withWords } from '@/i18n';
import { download, sendFile, send } from '@/lib/api';
import { showInstant } from '@/lib/dates';
import { once } from '@/lib/once';
import type { Served } from '@/lib/server';
import { Picture } from '@/ui/Picture';
import { ProblemAlert, useProblemText } from '@/ui/ProblemAlert';
import type { Form, RecordData } from '../form';
import type { Setting } from '../kinds';
import { isShown, PDF } from './files';

const FilePreview = lazy(withWords(() => import('./FilePreview'), 'common', 'records'));

type Attachment = Served<'AttachmentOut'>;

interface Props {
  form: Form;
  record: RecordData;
  setting: Setting;
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${String(Math.max(1, Math.round(bytes / 1024)))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

export default function AttachmentsTab({ form, record, setting }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [messages, holder] = message.useMessage();
  const textOf = useProblemText();
  const [shown, setShown] = useState<Attachment | null>(null);
  const path = `/api/v1/records/${form.name}/${record.id}/attachments`;
  const queryKey = ['record', form.name, record.id, 'attachments'];
  const files = useQuery({
    queryKey,
    queryFn: async () => (await send<{ items: Attachment[] }>(path)).data.items,
  });
  const may = form.operations.includes('edit');
  const changed = () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['record', form.name, record.id] }),
      client.invalidateQueries({ queryKey: ['pictures', form.name] }),
    ]);
  const attempt = async (name: string, work: Promise<unknown>) => {
    try {
      await work;
    } catch (error) {
      void messages.error(t('attachments.refused', { name, why: textOf(error) }));
    } finally {
      await changed();
    }
  };
  const save = (one: Attachment) => attempt(one.name, download(`${path}/${one.id}`));
  if (files.error) {
    return <ProblemAlert error={files.error} onRetry={() => void files.refetch()} />;
  }
  return (
    <div className="panel stack">
      {holder}
      {may && (
        <Upload.Dragger
          multiple
          showUploadList={false}
          customRequest={({ file, onSuccess }) => {
            if (typeof file === 'string') return;
            const name = 'name' in file ? file.name : 'file';
            const which = { name, size: file.size, uid: 'uid' in file ? file.uid : '' };
            const sending = once(path, which, (key) => sendFile(path, file, { name, key }));
            void attempt(name, sending).then(() => {
              onSuccess?.(null);
            });
          }}
        >
          {t('attachments.drop')}
        </Upload.Dragger>
      )}
      {files.data?.length === 0 && <p className="quiet">{t('attachments.nothing')}</p>}
      <ul className="attachments">
        {files.data?.map((one) => (
          <li key={one.id}>
            {isShown(one.kind) ? (
              <button
                type="button"
                className="attachment-shown"
                aria-label={t('attachments.show', { name: one.name })}
                onClick={() => {
                  setShown(one);
                }}
              >
                {one.kind === PDF ? (
                  <FilePdfOutlined aria-hidden="true" />
                ) : (
                  <Picture path={`${path}/${one.id}?size=small`} name="" />
                )}
                <span>{one.name}</span>
              </button>
            ) : (
              <button type="button" className="as-link" onClick={() => void save(one)}>
                {one.name}
              </button>
            )}
            <span className="quiet">
              {[sizeOf(one.size), showInstant(one.at, setting.zone), one.by?.name]
                .filter((part) => part)
                .join(' · ')}
            </span>
            {may && (
              <Button
                size="small"
                type="text"
                aria-label={`${t('attachments.remove')} ${one.name}`}
                onClick={() =>
                  void attempt(one.name, send(`${path}/${one.id}`, { method: 'DELETE' }))
                }
              >
                {t('attachments.remove')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {shown && (
        <Suspense fallback={null}>
          <FilePreview
            path={`${path}/${shown.id}`}
            {...{ name: shown.name, kind: shown.kind }}
            onSave={() => void save(shown)}
            onClose={() => {
              setShown(null);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
