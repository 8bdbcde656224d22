/** Another record, found by code, name or pinyin initials. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { isReference, nameOf, type Field, type Reference } from '../form';
import { activeOnly, findRecords } from '../records';
import type { InputProps } from './input';

export function useDebounced<T>(value: T, pause = 200): T {
  const [late, setLate] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => {
      setLate(value);
    }, pause);
    return () => {
      clearTimeout(timer);
    };
  }, [value, pause]);
  return late;
}

export function asReference(record: Record<string, unknown> & { id: string }): Reference {
  const text = (name: string) => (typeof record[name] === 'string' ? record[name] : undefined);
  const parts = { code: text('code'), name: text('name'), number: text('number') };
  return {
    id: record.id,
    ...(parts.code === undefined ? {} : { code: parts.code }),
    ...(parts.name === undefined ? {} : { name: parts.name }),
    ...(parts.number === undefined ? {} : { number: parts.number }),
  };
}

/** What `text` finds; nothing yet while that is on its way: nobody chooses from what was found for
 * fewer letters. */
export function useOffers(field: Field, text: string, enabled: boolean) {
  const wanted = text.trim();
  const q = useDebounced(wanted);
  const { data, isFetching } = useQuery({
    queryKey: ['records', field.to, 'offers', field.filter, q],
    queryFn: async ({ signal, client }) => {
      const active = await activeOnly(client, field.to ?? '');
      return findRecords(field.to ?? '', { q, filter: [...active, ...field.filter] }, signal);
    },
    enabled: enabled && field.to !== null,
    staleTime: 30_000,
  });
  const isNow = q === wanted;
  return { data: isNow ? data : undefined, isFetching: isFetching || !isNow };
}

export function ReferenceInput({ id, field, value, invalid, describedBy, onChange }: InputProps) {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [open, setOpen] = useState(false);
  const offers = useOffers(field, text, open);
  const found = (offers.data ?? []).map(asReference);
  const chosen = isReference(value) ? value : null;
  const known = chosen && !found.some((one) => one.id === chosen.id) ? [chosen] : [];
  return (
    <Select
      id={id}
      style={{ width: '100%' }}
      aria-label={field.label}
      aria-describedby={describedBy}
      aria-required={field.required || undefined}
      value={chosen?.id ?? null}
      placeholder={t('form.find')}
      allowClear={!field.required}
      showSearch={{ filterOption: false, onSearch: setText }}
      onOpenChange={setOpen}
      loading={open && offers.isFetching}
      notFoundContent={offers.isFetching ? t('grid.searching') : t('grid.nothingFound')}
      options={[...(text ? [] : known), ...found].map((one) => ({
        value: one.id,
        label: nameOf(one),
      }))}
      {...(invalid ? { status: 'error' as const } : {})}
      onChange={(next: string | null | undefined) => {
        setText('');
        onChange(found.find((one) => one.id === next) ?? (next === chosen?.id ? chosen : null));
      }}
    />
  );
}
