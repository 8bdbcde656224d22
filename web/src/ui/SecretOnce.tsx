/** A secret that is shown once: it can be copied, and is gone when the window closes. */
import { Button, Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  title: string;
  help: string;
  secret: string | null;
  onClose(): void;
}

export function SecretOnce({ title, help, secret, onClose }: Props) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  return (
    <Modal
      open={secret !== null}
      title={title}
      mask={{ closable: false }}
      onCancel={onClose}
      footer={[
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
      }}
    >
      <p>{help}</p>
      <output className="secret">{secret}</output>
    </Modal>
  );
}
