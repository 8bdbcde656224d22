/** Before many records are changed: how many, what happens to them, and why or to what. */
import { Input, Modal, Select } from 'antd';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { withWords } from '@/i18n';
import { MOST_TOGETHER } from '../cost/effects';
import type { Field, Form, RecordData, Value } from '../form';
import { FieldBox } from '../record/FieldBox';
import { fieldFault } from '../record/problems';
import { sentValue } from '../record/write';
import { useSetting } from '../setting';
import { changeable, isFinal, type Asked, type Deed } from './batch';
import { useAhead } from './useAhead';

const AheadTold = lazy(withWords(() => import('../cost/AheadTold'), 'common', 'costs'));

interface Props {
  form: Form;
  asked: Asked;
  ids: readonly string[];
  rows: ReadonlyMap<string, RecordData>;
  unseen: number;
  onAnswer(deed: Deed | null): void;
}

const WITH_REASON = new Set(['cancel', 'close']);

export function BatchQuestion({ form, asked, ids, rows, unseen, onAnswer }: Props) {
  const { t } = useTranslation();
  const [reason, setReason] = useState('');
  const [field, setField] = useState<Field | null>(null);
  const [value, setValue] = useState<Value>(null);
  const final = asked.kind !== 'field' && isFinal(asked);
  const deed = answerOf(asked, reason, field, value);
  const count = ids.length;
  const ahead = useAhead(form, asked, ids, rows);
  const named = { count, label: form.label, what: asked.label };
  return (
    <Modal
      open
      title={t('batch.title', named)}
      okText={t('batch.ok', named)}
      okButtonProps={{ danger: final, disabled: deed === null, loading: ahead.isPending }}
      {...(ahead.told && { width: 'min(1100px, 100vw)' })}
      cancelText={t('record.leaveIt')}
      onOk={() => {
        onAnswer(deed);
      }}
      onCancel={() => {
        onAnswer(null);
      }}
    >
      <div className="batch">
        <p>
          {t(final ? 'batch.final' : 'batch.ask', named)}
          {unseen > 0 && <> {t('batch.unseen', { count: unseen })}</>}
        </p>
        {ahead.isPending && <p role="status">{t('batch.foreseeing')}</p>}
        {ahead.tooMany && (
          <p className="quiet">{t('batch.notForeseen', { most: MOST_TOGETHER })}</p>
        )}
        {ahead.told && (
          <Suspense fallback={<p role="status">{t('batch.foreseeing')}</p>}>
            <AheadTold told={ahead.told} />
          </Suspense>
        )}
        {asked.kind === 'field' && (
          <OneField
            {...{ form, field, value }}
            onField={(next) => {
              setField(next);
              setValue(next.kind === 'boolean' ? false : null);
            }}
            onValue={setValue}
          />
        )}
        {asked.kind === 'act' && WITH_REASON.has(asked.operation) && (
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
      </div>
    </Modal>
  );
}

const isEmpty = (value: Value) => value === null || value === undefined || value === '';

/** What is to be done; null: something is missing or wrong. */
function answerOf(asked: Asked, reason: string, field: Field | null, value: Value): Deed | null {
  if (asked.kind === 'change') return asked;
  if (asked.kind === 'act') return reason.trim() ? { ...asked, reason: reason.trim() } : asked;
  if (!field || fieldFault(field, value) || (field.required && isEmpty(value))) return null;
  const values = { [field.name]: sentValue(field, value) };
  return { kind: 'change', label: asked.label, values };
}

interface OneProps {
  form: Form;
  field: Field | null;
  value: Value;
  onField(field: Field): void;
  onValue(value: Value): void;
}

function OneField({ form, field, value, onField, onValue }: OneProps) {
  const { t } = useTranslation();
  const setting = useSetting();
  const fields = changeable(form);
  return (
    <>
      <Select
        aria-label={t('batch.field')}
        placeholder={t('batch.field')}
        showSearch={{ optionFilterProp: 'label' }}
        value={field?.name ?? null}
        options={fields.map(({ name, label }) => ({ value: name, label }))}
        onChange={(name) => {
          const next = fields.find((one) => one.name === name);
          if (next) onField(next);
        }}
      />
      {field && (
        <FieldBox
          key={field.name}
          {...{ field, value, setting }}
          editable
          refusal={undefined}
          inherited={undefined}
          onChange={(_, next) => {
            onValue(next);
          }}
        />
      )}
      {field && !field.required && isEmpty(value) && (
        <p className="quiet">{t('batch.emptied', { label: field.label })}</p>
      )}
    </>
  );
}
