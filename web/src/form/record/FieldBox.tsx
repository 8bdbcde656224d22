/** One field of the header: its label, its input or its value, and the sentence below. */
import { memo, useId } from 'react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { sentences } from '@/ui/words';
import { isReference, type Field, type Value } from '../form';
import { kindViews, showValue, type Setting } from '../kinds';
import { FAULT_WORDS, fieldFault } from './problems';

interface Props {
  field: Field;
  value: Value;
  editable: boolean;
  refusal: string | undefined;
  /** what stands for it while it is empty */
  inherited: string | undefined;
  setting: Setting;
  onChange(name: string, value: Value): void;
}

function Shown({
  field,
  value,
  inherited,
  setting,
  id,
}: Pick<Props, 'field' | 'value' | 'inherited' | 'setting'> & { id: string }) {
  const { t } = useTranslation();
  const yesNo = field.kind === 'boolean';
  const text = yesNo
    ? t(value === true ? 'form.yes' : 'form.no')
    : showValue(value, field, setting);
  const linked = isReference(value) && field.to;
  return (
    <output
      aria-labelledby={`${id}-label`}
      className="field-shown"
      data-testid={`field-${field.name}`}
    >
      {linked ? (
        <Link to="/records/$form/$id" params={{ form: linked, id: value.id }}>
          {text}
        </Link>
      ) : (
        text || inherited || '—'
      )}
    </output>
  );
}

export const FieldBox = memo(function FieldBox(props: Props) {
  const { field, value, editable, refusal, setting, onChange } = props;
  const { t } = useTranslation();
  const id = useId();
  const canEdit = editable && !field.readonly;
  const { Input } = kindViews[field.kind];
  const fault = canEdit ? fieldFault(field, value) : null;
  const wrong = refusal ?? (fault ? t(FAULT_WORDS[fault], { text: value }) : '');
  const empty = value === null || value === undefined || value === '';
  const inherited = empty ? props.inherited : undefined;
  const now = inherited ? t('record.inherited', { what: inherited }) : '';
  const below = wrong || (canEdit ? sentences([now, field.help].filter(Boolean)) : '');
  const wide = field.kind === 'long_text' || field.name === 'remark';
  const classes = ['field'];
  if (wide) classes.push('field-wide');
  if (!canEdit && empty && !inherited) classes.push('field-empty');
  return (
    <div className={classes.join(' ')} data-testid={`box-${field.name}`}>
      <label htmlFor={canEdit ? id : undefined} id={`${id}-label`}>
        {field.label}
        {canEdit && field.required && <i aria-hidden="true">*</i>}
      </label>
      {canEdit ? (
        <Input
          id={id}
          field={field}
          value={value}
          setting={setting}
          invalid={wrong !== ''}
          describedBy={below ? `${id}-below` : undefined}
          onChange={(next) => {
            onChange(field.name, next);
          }}
        />
      ) : (
        <Shown {...{ field, value, inherited, setting, id }} />
      )}
      {below && (
        <div
          id={`${id}-below`}
          className={wrong ? 'field-below bad' : 'field-below'}
          role={wrong ? 'alert' : undefined}
        >
          {below}
        </div>
      )}
    </div>
  );
});
