/** Saves as a PDF, made by the server, what the page shows. */
import { Button, message } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { Query } from '@/lib/api';
import { downloadPdf } from '@/lib/pdf';
import { useProblemText } from '@/ui/ProblemAlert';

interface Props {
  path: string;
  query: Query;
  disabled?: boolean;
  /** once the file is there */
  onSaved?(): Promise<void>;
}

export function PdfButton({ path, query, disabled = false, onSaved }: Props) {
  const { t } = useTranslation();
  const [messages, holder] = message.useMessage();
  const textOf = useProblemText();
  const [busy, setBusy] = useState(false);
  const save = async () => {
    setBusy(true);
    try {
      await downloadPdf(path, query);
      await onSaved?.();
    } catch (error) {
      void messages.error(textOf(error));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {holder}
      <Button loading={busy} disabled={disabled} onClick={() => void save()}>
        {t('files.pdf')}
      </Button>
    </>
  );
}
