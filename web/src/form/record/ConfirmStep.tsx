/** Before a step that can't be undone: says exactly what it does, and may ask why. */
import { Input, Modal, type ButtonProps } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

import { focusFirst } from '@/ui/firstField';
import type { Form, RecordData } from '../form';

export interface Step {
  name: string;
  operation: string;
  label: string;
}

interface Props {
  step: Step | null;
  form: Form;
  record: RecordData | null;
  onGo(step: Step, reason: string | undefined): void;
  onCancel(): void;
  onClosed?: (() => void) | undefined;
}

/** Enter on it does nothing that cannot be undone. */
const LEAVES: ButtonProps & Record<'data-first', string> = { 'data-first': '' };

export function ConfirmStep({ step, form, record, onGo, onCancel, onClosed }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const number = record?.number ?? '';
  const what = `${form.label} ${number}`.trim();
  const sentence = () => {
    if (step?.operation === 'cancel') {
      if (record?.state === 'draft') return t('record.cancelDraftDoes', { what });
      // An order wrote nothing in the books: it has a progress instead.
      const isOrder = record?.['progress'] !== undefined;
      return t(isOrder ? 'record.cancelOrderDoes' : 'record.cancelDoes', { what });
    }
    if (step?.operation === 'close') return t('record.closeDoes', { what });
    return t('record.deleteDoes', { what });
  };
  const withReason = step !== null && step.operation !== 'delete';
  return (
    <Modal
      open={step !== null}
      title={`${step?.label ?? ''} ${what}`}
      okText={step?.label ?? ''}
      okButtonProps={{ danger: true }}
      cancelText={t('record.leaveIt')}
      cancelButtonProps={withReason ? {} : LEAVES}
      destroyOnHidden
      afterOpenChange={focusFirst}
      {...(onClosed && { afterClose: onClosed })}
      onOk={() => {
        if (step) onGo(step, withReason ? reason.trim() || undefined : undefined);
        setReason('');
      }}
      onCancel={() => {
        setReason('');
        onCancel();
      }}
    >
      <p>{sentence()}</p>
      {withReason && (
        <Input.TextArea
          aria-label={t('record.reason')}
          placeholder={t('record.reason')}
          autoSize={{ minRows: 2, maxRows: 5 }}
          maxLength={200}
          value={reason}
          onChange={(event) => {
            setReason(event.target.value);
          }}
        />
      )}
    </Modal>
  );
}
