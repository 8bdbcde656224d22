/** 合并到: the record that is open is a duplicate; another one goes on alone. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button, Modal } from 'antd';
import type { TFunction } from 'i18next';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { once } from '@/lib/once';
import { focusFirst } from '@/ui/firstField';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { isReference, nameOf, type Field, type Form, type RecordData, type Value } from '../form';
import { ReferenceInput } from '../inputs/ReferenceInput';
import { actOn, forgetLists } from '../records';
import { useSetting } from '../setting';

export function mayMerge(form: Form, record: RecordData | null): record is RecordData {
  const may = ['edit', 'delete'].every((operation) => form.operations.includes(operation));
  return record !== null && may && form.mergeable === true && !isReference(record['merged_into']);
}

/** The field in which the other record is chosen. */
function fieldOfOther(form: Form, label: string): Field {
  return {
    name: 'into',
    label,
    kind: 'reference',
    required: true,
    readonly: false,
    default: null,
    help: '',
    to: form.name,
    filter: [],
    digits: null,
    max_length: null,
    options: null,
    min: null,
    max: null,
  };
}

/** What the other one takes over: nobody should find out after it is done. */
function takesOver(t: TFunction, form: Form, name: string): string {
  if (form.name === 'partner') return t('merge.partner', { name });
  return form.name === 'product' ? t('merge.product', { name }) : '';
}

export function MergeButton({ form, record }: { form: Form; record: RecordData }) {
  const { t } = useTranslation();
  const id = useId();
  const client = useQueryClient();
  const navigate = useNavigate();
  const setting = useSetting();
  const [open, setOpen] = useState(false);
  const [into, setInto] = useState<Value>(null);
  const merge = useMutation({
    mutationFn: (other: string) =>
      once(`merge ${form.name} ${record.id}`, other, (key) =>
        actOn(form.name, record.id, 'merge', { body: { into: other }, key }),
      ),
    onSuccess: async ({ data }) => {
      setOpen(false);
      await forgetLists(client);
      await navigate({ to: '/records/$form/$id', params: { form: form.name, id: data.id } });
    },
  });
  const chosen = isReference(into) && into.id !== record.id ? into : null;
  const name = nameOf(record);
  const told = takesOver(t, form, name);
  return (
    <>
      <Button
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('merge.button')}
      </Button>
      <Modal
        open={open}
        afterOpenChange={focusFirst}
        title={t('merge.title', { name })}
        okText={t('merge.go')}
        okButtonProps={{ danger: true, disabled: chosen === null, loading: merge.isPending }}
        cancelText={t('settings.cancel')}
        onOk={() => {
          if (chosen) merge.mutate(chosen.id);
        }}
        onCancel={() => {
          merge.reset();
          setOpen(false);
        }}
      >
        <div className="stack">
          {merge.error && <ProblemAlert error={merge.error} />}
          <label htmlFor={id}>{t('merge.into')}</label>
          <ReferenceInput
            id={id}
            field={fieldOfOther(form, t('merge.into'))}
            value={into}
            setting={setting}
            invalid={false}
            describedBy={undefined}
            onChange={setInto}
          />
          <p className="muted">{t('merge.help', { name })}</p>
          {told && <p className="muted">{told}</p>}
        </div>
      </Modal>
    </>
  );
}
