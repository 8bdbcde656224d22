/** Yes or no, one of a few, a day. */
import { Checkbox, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';

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

const YEARS = [
  'YYYY-MM-DD',
  'YYYYMMDD',
  'YYYY-M-D',
  'YYYY/M/D',
  'YYYY/MM/DD',
  'YYYY.M.D',
  'YYYY.MM.DD',
];
const DAYS = [...YEARS, 'M-D', 'MM-DD', 'MMDD', 'M/D', 'MM/DD', 'M.D', 'MM.DD', 'D', 'DD'];

export function DateInput({ id, value, invalid, describedBy, field, onChange }: InputProps) {
  const text = textOf(value);
  return (
    <DatePicker
      id={id}
      style={{ width: '100%' }}
      format={DAYS}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      value={text ? dayjs(text) : null}
      {...(invalid ? { status: 'error' as const } : {})}
      onChange={(next) => {
        onChange(next ? next.format('YYYY-MM-DD') : null);
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
