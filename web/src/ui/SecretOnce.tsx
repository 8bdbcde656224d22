/**
 * A secret that is shown once: it can be copied and, where it has a file, downloaded. It goes when
 * somebody says that it is noted, not by the Escape key.
 */
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { saveText } from '@/lib/saveText';

interface Props {
  title: string;
  help: string;
  secret: string | null;
  /** what it is called when it is downloaded */
  file?: string;
  onClose(): void;
}

export function SecretOnce({ title, help, secret, file, onClose }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const [leaving, setLeaving] = useState(false);
  return (
    <Modal
      open={secret !== null}
      title={title}
      mask={{ closable: false }}
      onCancel={() => {
        setLeaving(true);
      }}
      footer={[
        file && (
          <Button
            key="save"
            onClick={() => {
              saveText(file, `${title}\r\n\r\n${(secret ?? '').replaceAll('\n', '\r\n')}\r\n`);
            }}
          >
            {t('team.download')}
          </Button>
        ),
        <Button
          key="copy"
          onClick={async () => {
            await navigator.clipboard.writeText(secret ?? '');
            setCopied(true);
          }}
        >
          {t(copied ? 'team.copied' : 'team.copy')}
        </Button>,
        <Button key="done" type="primary" onClick={onClose}>
          {t('team.noted')}
        </Button>,
      ]}
      afterClose={() => {
        setCopied(false);
        setLeaving(false);
      }}
    >
      <p>{help}</p>
      {leaving && (
        <p className="warning" role="alert">
          {t('team.notedAsk', { noted: t('team.noted') })}
        </p>
      )}
      <output className="secret">{secret}</output>
    </Modal>
  );
}
