/** What a record is called, and the state that it is in. */
import { Link } from '@tanstack/react-router';
import { memo, useId, useMemo, type Ref } from 'react';
import { useTranslation } from 'react-i18next';

import { Picture } from '@/ui/Picture';
import { StateTag } from '@/ui/StateTag';
import { isReference, nameOf, type Form, type RecordData } from '../form';
import { usePictures } from '../pictures';

interface Props {
  form: Form;
  record: RecordData | null;
  focused: Ref<HTMLHeadingElement>;
}

export function titleOf(form: Form, record: RecordData | null): string {
  const title = record?.[form.title_field];
  return typeof title === 'string' ? title : '';
}

export const Title = memo(function Title({ form, record, focused }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const state = form.states.find((each) => each.value === record?.state);
  const named = titleOf(form, record) || t('record.noNumber');
  const ids = useMemo(() => (record ? [record.id] : []), [record]);
  const picture = usePictures(form, ids).get(record?.id ?? '');
  return (
    <>
      <Link id={`${id}-form`} to="/records/$form" params={{ form: form.name }} className="crumb">
        {form.plural}
      </Link>
      {picture && <Picture className="thumb" path={picture} name="" />}
      <h1 ref={focused} aria-describedby={record ? `${id}-form ${id}-state` : undefined}>
        {record ? named : t('list.newOne', { label: form.label })}
      </h1>
      {state && (
        <StateTag id={`${id}-state`} tone={state.tone}>
          {state.label}
        </StateTag>
      )}
      {isReference(record?.['merged_into']) && (
        <span className="tag">{t('merge.done', { name: nameOf(record['merged_into']) })}</span>
      )}
    </>
  );
});
