/** Work that a confirmed document does not take: into a correction, a document of its own, or away. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Form, RecordData } from '../form';
import { CORRECT } from './saving';
import { mayCorrect, type Stash } from './useStash';

interface Props {
  form: Form;
  record: RecordData | null;
  stash: Stash;
  zone: string;
  onCorrect(): void;
}

export function Stashed({ form, record, stash, zone, onCorrect }: Props) {
  const { t } = useTranslation();
  const apart = useMutation({ mutationFn: stash.putApart });
  if (stash.at === null) return null;
  const correct = form.actions.find(({ name }) => name === CORRECT);
  return (
    <>
      {apart.error && <ProblemAlert error={apart.error} />}
      <Alert
        type="warning"
        showIcon
        title={t('record.stashed', { at: showInstant(stash.at, zone) })}
        action={
          <Space wrap>
            {correct && mayCorrect(form, record) && (
              <Button size="small" type="primary" onClick={onCorrect}>
                {correct.label}
              </Button>
            )}
            {form.operations.includes('add') && (
              <Button
                size="small"
                loading={apart.isPending}
                onClick={() => {
                  apart.mutate();
                }}
              >
                {t('record.putApart')}
              </Button>
            )}
            <Button size="small" onClick={stash.drop}>
              {t('record.dropRestored')}
            </Button>
          </Space>
        }
      />
    </>
  );
}
