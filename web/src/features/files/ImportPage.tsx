/** 导入: a file is sent, its columns are matched, it is checked, and then imported. */
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Steps, Upload } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { download } from '@/lib/api';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { ImportOutcome } from './ImportOutcome';
import { MatchColumns } from './MatchColumns';
import { isOpen, useImport, useUpload, type Import } from './imports';
import './files.css';

interface Props {
  form: string;
  label: string;
  isDocument: boolean;
  operations: readonly string[];
  /** the import that is open, from the address line */
  run: string;
}

interface StepsProps extends Props {
  /** documents are confirmed, unless somebody says otherwise */
  confirm?: boolean;
  onOpen(run: string): void;
}

const STEPS = ['files.stepFile', 'files.stepMatch', 'files.stepCheck', 'files.stepImport'] as const;

function stepOf(run: Import | undefined): number {
  if (!run) return 0;
  if (run.state === 'uploaded') return 1;
  return run.state === 'checking' || run.state === 'checked' ? 2 : 3;
}

export function ImportPage(props: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { form, label, run } = props;
  const open = (next: string) => {
    void navigate({
      to: '/records/$form/import',
      params: { form },
      search: next ? { run: next } : {},
    });
  };
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('files.importTitle', { label })}</h1>
        <span className="spacer" />
        {run && (
          <Button
            onClick={() => {
              open('');
            }}
          >
            {t('files.another')}
          </Button>
        )}
      </div>
      <ImportSteps {...props} onOpen={open} />
    </div>
  );
}

/** The steps by themselves, for any page that has a place for them. */
export function ImportSteps(props: StepsProps) {
  const { form, label, isDocument, operations, run: id, confirm = false, onOpen } = props;
  const { t } = useTranslation();
  const client = useQueryClient();
  const run = useImport(id);
  const [matching, setMatching] = useState('');
  const step = id ? stepOf(run.data) : 0;
  const choosing = step === 1 || (matching !== '' && matching === id && !isOpen(run.data?.job));
  const done = run.data?.state === 'done';
  useEffect(() => {
    if (done) void client.invalidateQueries({ queryKey: ['records'] });
  }, [done, client]);
  return (
    <div className="import">
      <Steps
        size="small"
        responsive={false}
        current={choosing ? 1 : step}
        items={STEPS.map((one) => ({ title: t(one) }))}
      />
      {run.error && <ProblemAlert error={run.error} onRetry={() => void run.refetch()} />}
      {!id && <ChooseFile form={form} onSent={onOpen} />}
      {run.data && choosing && (
        <MatchColumns
          key={`${run.data.id} ${String(run.data.header_row)} ${run.data.headers.join('|')}`}
          run={run.data}
          isDocument={isDocument}
          operations={operations}
          confirm={confirm}
          onChecked={() => {
            setMatching('');
          }}
        />
      )}
      {run.data && !choosing && step > 1 && (
        <ImportOutcome
          run={run.data}
          label={label}
          isDocument={isDocument}
          onMatch={() => {
            setMatching(id);
          }}
        />
      )}
    </div>
  );
}

function ChooseFile({ form, onSent }: { form: string; onSent(run: string): void }) {
  const { t } = useTranslation();
  const upload = useUpload(form);
  const [error, setError] = useState<unknown>(null);
  const template = async (format: string) => {
    try {
      await download(`/api/v1/records/${form}/template`, { format });
    } catch (problem) {
      setError(problem);
    }
  };
  return (
    <>
      <p>
        {t('files.templateHint')}{' '}
        <Button type="link" size="small" onClick={() => void template('xlsx')}>
          {t('files.templateExcel')}
        </Button>
        <Button type="link" size="small" onClick={() => void template('csv')}>
          {t('files.templateCsv')}
        </Button>
      </p>
      {(upload.error ?? error) !== null && <ProblemAlert error={upload.error ?? error} />}
      <Upload.Dragger
        accept=".xlsx,.csv,.txt"
        showUploadList={false}
        disabled={upload.isPending}
        beforeUpload={(file: File) => {
          setError(null);
          upload.mutate(file, {
            onSuccess: (run) => {
              onSent(run.id);
            },
          });
          return false;
        }}
      >
        <p>{t(upload.isPending ? 'files.sending' : 'files.drop')}</p>
        <p className="quiet">{t('files.dropHint')}</p>
      </Upload.Dragger>
    </>
  );
}
