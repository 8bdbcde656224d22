/** Work that a confirmed document does not take: into a correction, a document of its own, or away. */
import { useMutation } from '@tanstack/react-query';
import { Alert, Button, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { ProblemAlert } from '@/ui/ProblemAlert';
import type { Form, RecordData } from '../form';
import type { Setting } from '../kinds';
import type { Apart } from './apart';
import { ApartDialog } from './ApartDialog';
import { CORRECT } from './saving';
import { mayCorrect, type Stash } from './useStash';

interface Props {
  form: Form;
  record: RecordData | null;
  stash: Stash;
  setting: Setting;
  onCorrect(): void;
}

export function Stashed({ form, record, stash, setting, onCorrect }: Props) {
  const { t } = useTranslation();
  const making = useMutation({ mutationFn: stash.putApart });
  const [apart, setApart] = useState<Apart | null>(null);
  const asking = useMutation({ mutationFn: stash.apart, onSuccess: setApart });
  if (stash.at === null) return null;
  const problem = asking.error ?? stash.problem;
  const correct = form.actions.find(({ name }) => name === CORRECT);
  return (
    <>
      {apart && (
        <ApartDialog
          form={form}
          apart={apart}
          setting={setting}
          busy={making.isPending}
          error={making.error}
          onGo={() => {
            making.mutate(apart);
          }}
          onCancel={() => {
            setApart(null);
            making.reset();
          }}
        />
      )}
      {problem !== null && <ProblemAlert error={problem} />}
      <Alert
        type="warning"
        showIcon
        title={t('record.stashed', { at: showInstant(stash.at, setting.zone) })}
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
                loading={asking.isPending}
                onClick={() => {
                  asking.mutate();
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
