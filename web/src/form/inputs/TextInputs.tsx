/** Text, long text and numbers. */
import { Input } from 'antd';
import { useRef, useState } from 'react';
import { flushSync } from 'react-dom';

import { decimal, plainNumber, showNumber, tidyNumber, withoutPercent } from '@/lib/decimal';
import { textOf, type InputProps } from './input';

function common({ id, invalid, describedBy, field }: InputProps) {
  return {
    id,
    'aria-invalid': invalid || undefined,
    'aria-required': field.required || undefined,
    'aria-describedby': describedBy,
    autoComplete: 'off',
    ...(invalid ? { status: 'error' as const } : {}),
  };
}

export function TextInput(props: InputProps) {
  const { field, value, onChange } = props;
  return (
    <Input
      {...common(props)}
      value={textOf(value)}
      {...(field.max_length === null ? {} : { maxLength: field.max_length })}
      onChange={(event) => {
        onChange(event.target.value);
      }}
    />
  );
}

export function LongTextInput(props: InputProps) {
  return (
    <Input.TextArea
      {...common(props)}
      value={textOf(props.value)}
      autoSize={{ minRows: 1, maxRows: 6 }}
      onChange={(event) => {
        props.onChange(event.target.value);
      }}
    />
  );
}

/** Digits stay as typed until the field is left: no floating point, no jumping cursor. */
export function NumberInput(props: InputProps) {
  const { value, field, setting, onChange } = props;
  const [here, setHere] = useState(false);
  const entered = useRef(false);
  const text = textOf(value);
  const isMoney = field.kind === 'money' || field.kind === 'price';
  const atRest = decimal(text) ? showNumber(text, isMoney ? setting.digits : undefined) : text;
  return (
    <Input
      {...common(props)}
      className="num"
      inputMode="decimal"
      value={here ? text : atRest}
      onFocus={({ target }) => {
        // what is typed replaces the 0 that stands there, however soon it is
        flushSync(() => {
          setHere(true);
        });
        target.select();
        entered.current = true;
        // entered by an effect, the text changes a picture later
        requestAnimationFrame(() => {
          if (entered.current) target.select();
        });
      }}
      onMouseUp={({ currentTarget: box }) => {
        // the click that entered it has placed its caret by now
        if (entered.current && box.selectionStart === box.selectionEnd) box.select();
      }}
      onChange={(event) => {
        entered.current = false;
        const { value: typed } = event.target;
        onChange(field.kind === 'percent' ? withoutPercent(typed) : typed);
      }}
      onBlur={() => {
        setHere(false);
        const number = decimal(text);
        const tidy = number ? plainNumber(number) : tidyNumber(text);
        if (tidy !== text) onChange(tidy);
      }}
    />
  );
}
