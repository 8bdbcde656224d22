/** The filters that a form offers, kept in the address line. */
import { useQuery } from '@tanstack/react-query';
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import { fieldOf, nameOf, type Field, type Form, type Reference } from '../form';
import { useLookingUp, useTyping } from '../inputs/lookingUp';
import { asReference } from '../inputs/offers';
import { inner } from '@/i18n';
import { FittingRow, type Item } from '@/ui/FittingRow';
import { LateInput } from '@/ui/LateInput';
import { listed } from '@/ui/words';
import { kindViews, type FilterShape } from '../kinds';
import { recordQuery } from '../records';
import { hasFilters, readRange, withValue, writeRange, type Search } from './filters';

interface FilterProps {
  field: Field;
  form: Form;
  text: string;
  onChange(text: string): void;
}

function ChoiceFilter({ field, form, text, onChange }: FilterProps) {
  const options = field.name === 'state' && form.states.length ? form.states : field.options;
  return (
    <Select
      mode="multiple"
      maxTagCount="responsive"
      aria-label={field.label}
      placeholder={field.label}
      allowClear
      showSearch={false}
      style={{ minWidth: 130 }}
      value={text ? text.split(',') : []}
      options={(options ?? []).map(({ value, label }) => ({ value, label }))}
      onChange={(values: string[]) => {
        onChange(values.join(','));
      }}
    />
  );
}

function BooleanFilter({ field, text, onChange }: FilterProps) {
  const { t } = useTranslation();
  return (
    <Select
      aria-label={field.label}
      placeholder={field.label}
      allowClear
      style={{ minWidth: 100 }}
      value={text || null}
      options={[
        { value: 'true', label: `${field.label}: ${t('form.yes')}` },
        { value: 'false', label: `${field.label}: ${t('form.no')}` },
      ]}
      onChange={(value: string | null | undefined) => {
        onChange(value ?? '');
      }}
    />
  );
}

function DaysFilter({ field, text, onChange }: FilterProps) {
  const { t } = useTranslation();
  const [from, to] = readRange(text);
  return (
    <DatePicker.RangePicker
      allowEmpty={[true, true]}
      aria-label={field.label}
      placeholder={[t('list.from', { label: field.label }), t('list.to', { label: field.label })]}
      style={{ width: 250 }}
      value={[from ? dayjs(from) : null, to ? dayjs(to) : null]}
      onChange={(days) => {
        const [first, last] = days ?? [];
        onChange(writeRange(first?.format('YYYY-MM-DD') ?? '', last?.format('YYYY-MM-DD') ?? ''));
      }}
    />
  );
}

function TextFilter({ field, text, onChange }: FilterProps) {
  return <LateInput label={field.label} value={text} width={140} onChange={onChange} />;
}

function NumbersFilter({ field, text, onChange }: FilterProps) {
  const { t } = useTranslation();
  const [from, to] = readRange(text);
  return (
    <>
      <LateInput
        label={t('list.from', { label: field.label })}
        value={from}
        width={110}
        onChange={(next) => {
          onChange(writeRange(next.trim(), to));
        }}
      />
      <LateInput
        label={t('list.to', { label: field.label })}
        value={to}
        width={110}
        onChange={(next) => {
          onChange(writeRange(from, next.trim()));
        }}
      />
    </>
  );
}

export function ReferenceFilter({ field, text, onChange }: Omit<FilterProps, 'form'>) {
  const { t } = useTranslation();
  const [unfound, setUnfound] = useState('');
  const { looking, lookUp, drop } = useLookingUp(field, {
    end: (found) => {
      if (typeof found === 'string') setUnfound(found);
      else onChange(found.id);
    },
  });
  const look = (wanted: string) => {
    setUnfound('');
    void lookUp(wanted);
  };
  const typing = useTyping(field, { lookUp: look }, ({ id }) => {
    take(id);
  });
  const take = (id: string) => {
    typing.forget();
    drop();
    setUnfound('');
    onChange(id);
  };
  const { found } = typing;
  const chosen = useQuery({ ...recordQuery(field.to ?? '', text), enabled: text !== '' });
  const known: Reference[] =
    chosen.data && !found.some((one) => one.id === text) ? [asReference(chosen.data)] : [];
  return (
    <span {...typing.around}>
      <Select
        aria-label={field.label}
        placeholder={looking ?? field.label}
        allowClear
        style={{ width: '100%', minWidth: 170 }}
        popupMatchSelectWidth={false}
        value={text || null}
        {...typing.select}
        loading={looking !== null}
        {...(unfound ? { status: 'error' as const } : {})}
        options={[...known, ...found].map((one) => ({ value: one.id, label: nameOf(one) }))}
        onChange={(id: string | null | undefined) => {
          take(id ?? '');
        }}
      />
      {unfound && (
        <span className="filter-unfound" role="alert">
          {t('form.unfound', { text: unfound })}
        </span>
      )}
    </span>
  );
}

const filters: Record<FilterShape, (props: FilterProps) => ReactNode> = {
  choice: ChoiceFilter,
  boolean: BooleanFilter,
  days: DaysFilter,
  text: TextFilter,
  numbers: NumbersFilter,
  reference: ReferenceFilter,
};

interface BarProps {
  form: Form;
  search: Search;
  onChange(search: Search): void;
}

export function FilterBar({ form, search, onChange }: BarProps) {
  const { t } = useTranslation();
  const fields = form.list.filters.flatMap((name) => fieldOf(form, name) ?? []);
  const find = (
    <LateInput
      search
      label={t('list.search', { words: listed(form.list.searched.map(inner)) })}
      value={search['q'] ?? ''}
      width={260}
      onChange={(text) => {
        onChange(withValue(search, 'q', text.trim()));
      }}
    />
  );
  const clear = (
    <Button
      type="link"
      onClick={() => {
        onChange(search['sort'] ? { sort: search['sort'] } : {});
      }}
    >
      {t('list.clear')}
    </Button>
  );
  const filter = (field: Field): Item => {
    const Filter = filters[kindViews[field.kind].filter];
    const text = search[field.name] ?? '';
    const change = (next: string) => {
      onChange(withValue(search, field.name, next));
    };
    return {
      key: field.name,
      isOn: text !== '',
      node: <Filter {...{ field, form, text }} onChange={change} />,
    };
  };
  return (
    <FittingRow
      label={t('list.filters')}
      items={[
        { key: ' find', isOn: true, node: find },
        ...fields.map(filter),
        ...(hasFilters(form, search) ? [{ key: ' clear', isOn: true, node: clear }] : []),
      ]}
    />
  );
}
