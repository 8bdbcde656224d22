/** One record of any form: a document or an entry of the master data. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { Spin } from 'antd';
import { useTranslation } from 'react-i18next';

import { ProblemAlert } from '@/ui/ProblemAlert';
import { formQuery, recordQuery } from '../records';
import { RecordEditor } from './RecordEditor';
import './record.css';

interface Props {
  name: string;
  /** null: a new one */
  id: string | null;
}

export function RecordPage({ name, id }: Props) {
  const { t } = useTranslation();
  const { data: form } = useSuspenseQuery(formQuery(name));
  const record = useQuery({ ...recordQuery(name, id ?? ''), enabled: id !== null });
  if (id !== null && !record.data) {
    return (
      <div className="page">
        {record.error ? (
          <ProblemAlert error={record.error} onRetry={() => void record.refetch()} />
        ) : (
          <Spin aria-label={t('app.loading')} />
        )}
      </div>
    );
  }
  // A page of its own for each record: nothing of the one before stays behind.
  return <RecordEditor key={`${name} ${id ?? ''}`} form={form} record={record.data ?? null} />;
}
