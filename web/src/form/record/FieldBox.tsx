/** One field of the header: its label, its input or its value, and the sentence below. */
import { memo, useId } from 'react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { isReference, type Field, type Value } from '../form';
import { kindViews, showValue, type Setting } from '../kinds';
import { fieldFault } from './problems';

interface Props {
  field: Field;
  value: Value;
  editable: boolean;
  refusal: string | undefined;
  setting: Setting;
  onChange(name: string, value: Value): void;
}

function Shown({
  field,
  value,
  setting,
  id,
}: Pick<Props, 'field' | 'value' | 'setting'> & { id: string }) {
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
        text || '—'
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
  const wrong = refusal ?? (fault ? t(fault === 'day' ? 'lines.notADay' : 'lines.notANumber') : '');
  const below = wrong || (canEdit ? field.help : '');
  const wide = field.kind === 'long_text' || field.name === 'remark';
  const classes = ['field'];
  if (wide) classes.push('field-wide');
  if (!canEdit && (value === null || value === undefined || value === '')) {
    classes.push('field-empty');
  }
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
        <Shown field={field} value={value} setting={setting} id={id} />
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
