/** A picture or a PDF as it is, without leaving the record. */
import { DownloadOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button, Modal } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { fetchFile } from '@/lib/api';
import { Picture } from '@/ui/Picture';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { Waiting } from '@/ui/Waiting';
import { PDF } from './files';

interface Props {
  path: string;
  name: string;
  kind: string;
  onSave(): void;
  onClose(): void;
}

export default function FilePreview({ path, name, kind, onSave, onClose }: Props) {
  const { t } = useTranslation();
  return (
    <Modal
      open
      centered
      className="file-preview"
      width="min(1100px, 96vw)"
      title={name}
      onCancel={onClose}
      footer={
        <Button icon={<DownloadOutlined aria-hidden="true" />} onClick={onSave}>
          {t('attachments.save')}
        </Button>
      }
    >
      {kind === PDF ? <Pdf {...{ path, name }} /> : <Picture path={path} name={name} />}
    </Modal>
  );
}

/**
 * The browser's own viewer shows it. Whatever came, it is handed over as a PDF and as nothing else:
 * no page and no script can be made of it.
 */
function Pdf({ path, name }: { path: string; name: string }) {
  const { t } = useTranslation();
  const file = useQuery({
    queryKey: ['file', path],
    queryFn: () => fetchFile(path),
    staleTime: Infinity,
    retry: false,
  });
  const [source, setSource] = useState<string | null>(null);
  const content = file.data;
  useEffect(() => {
    if (!content) return undefined;
    const made = URL.createObjectURL(new Blob([content], { type: PDF }));
    setSource(made);
    return () => {
      URL.revokeObjectURL(made);
    };
  }, [content]);
  if (file.error) return <ProblemAlert error={file.error} onRetry={() => void file.refetch()} />;
  // Browsers of phones have none.
  if (!navigator.pdfViewerEnabled) return <p className="quiet">{t('attachments.noViewer')}</p>;
  return source ? <iframe src={source} title={name} /> : <Waiting />;
}
