/** Another record, found by code, name or pinyin initials. */
import { Select } from 'antd';
import { useContext, useRef } from 'react';
import { useTranslation } from 'react-i18next';

import { isReference, nameOf, type Reference } from '../form';
import { HeaderOf, type InputProps } from './input';
import { useLookingUp, useTyping } from './lookingUp';

/** What was looked for holds the place of what was there before; where not just one record fits, the
 * text stays, as a fault of the field. Saving waits for it. */
function useInputLookUp({ field, value, onChange }: InputProps) {
  const header = useContext(HeaderOf);
  const now = useRef({ value, onChange });
  now.current = { value, onChange };
  const looking = useLookingUp(field, {
    begin: () => {
      onChange(null);
      now.current = { value: null, onChange };
    },
    end: (found) => {
      if (!isReference(now.current.value)) now.current.onChange(found);
    },
  });
  const lookUp = (text: string) => header?.wait(looking.lookUp(text));
  return { ...looking, lookUp, header };
}

export function ReferenceInput(props: InputProps) {
  const { id, field, value, invalid, describedBy, onChange } = props;
  const { t } = useTranslation();
  const { looking, header, lookUp, drop } = useInputLookUp(props);
  const typing = useTyping(field, header && { lookUp, goOn: header.goOn }, (one) => {
    take(one);
  });
  const take = (one: Reference | null) => {
    typing.forget();
    drop();
    onChange(one);
  };
  const { text, found } = typing;
  const chosen = isReference(value) ? value : null;
  const known = chosen && !found.some((one) => one.id === chosen.id) ? [chosen] : [];
  const unfound = typeof value === 'string' && value ? value : null;
  return (
    <span className="reference-input" {...typing.around}>
      <Select
        id={id}
        style={{ width: '100%' }}
        popupMatchSelectWidth={240}
        aria-label={field.label}
        aria-describedby={describedBy}
        aria-required={field.required || undefined}
        value={chosen?.id ?? null}
        placeholder={looking ?? unfound ?? t('form.find')}
        allowClear={!field.required}
        {...typing.select}
        loading={looking !== null || typing.isFetching}
        options={[...(text ? [] : known), ...found].map((one) => ({
          value: one.id,
          label: nameOf(one),
        }))}
        {...(invalid ? { status: 'error' as const } : {})}
        onChange={(next: string | null | undefined) => {
          take(found.find((one) => one.id === next) ?? (next === chosen?.id ? chosen : null));
        }}
      />
    </span>
  );
}
