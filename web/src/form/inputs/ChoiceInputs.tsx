/** Yes or no, one of a few, a day. */
import { Checkbox, DatePicker, Input, Select } from 'antd';
import dayjs from 'dayjs';
import type { FocusEvent } from 'react';

import { readDay, todayIn } from '@/lib/dates';

import { textOf, type InputProps } from './input';

export function BooleanInput({ id, value, describedBy, onChange }: InputProps) {
  return (
    <Checkbox
      id={id}
      aria-describedby={describedBy}
      checked={value === true}
      onChange={(event) => {
        onChange(event.target.checked);
      }}
    />
  );
}

export function ChoiceInput({ id, field, value, invalid, describedBy, onChange }: InputProps) {
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      aria-label={field.label}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      value={textOf(value) || null}
      options={field.options ?? []}
      allowClear={!field.required}
      {...(invalid ? { status: 'error' as const } : {})}
      onChange={(next: string | null | undefined) => {
        onChange(next ?? '');
      }}
    />
  );
}

/** A day, as far as it was read. */
export function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}/.test(text);
}

/** What was typed is read when the field is left; what cannot be read stays to be mended. */
export function DateInput({ id, value, invalid, describedBy, field, onChange }: InputProps) {
  const text = textOf(value);
  const shared = {
    id,
    style: { width: '100%' },
    'aria-describedby': describedBy,
    'aria-required': field.required || undefined,
    'aria-invalid': invalid || undefined,
    ...(invalid ? { status: 'error' as const } : {}),
    onBlur: (event: FocusEvent<HTMLElement>) => {
      if (!(event.target instanceof HTMLInputElement)) return;
      const typed = event.target.value.trim();
      if (!typed || typed === text) return;
      onChange(readDay(typed, todayIn(undefined)) ?? typed);
    },
  };
  if (text && !isDay(text)) {
    return (
      <Input
        {...shared}
        value={text}
        onChange={(event) => {
          onChange(event.target.value || null);
        }}
        onBlur={(event) => {
          const day = readDay(event.target.value, todayIn(undefined));
          if (day) onChange(day);
        }}
      />
    );
  }
  return (
    <DatePicker
      {...shared}
      format="YYYY-MM-DD"
      value={text ? dayjs(text) : null}
      onChange={(next) => {
        if (!next || next.isValid()) onChange(next ? next.format('YYYY-MM-DD') : null);
      }}
    />
  );
}

export function MomentInput({ id, value, invalid, describedBy, onChange }: InputProps) {
  const text = textOf(value);
  return (
    <DatePicker
      id={id}
      showTime
      style={{ width: '100%' }}
      format="YYYY-MM-DD HH:mm"
      aria-describedby={describedBy}
      value={text ? dayjs(text) : null}
      {...(invalid ? { status: 'error' as const } : {})}
      onChange={(next) => {
        onChange(next ? next.format() : null);
      }}
    />
  );
}
