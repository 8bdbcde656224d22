/** Which entries of the audit are wanted: record, form, action, person, days. */
import { Button, DatePicker, Select } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

import { LateInput } from '@/ui/LateInput';
import { filtersOf, useAuditChoices } from './audit';

type Search = Record<string, string>;

interface Props {
  search: Search;
  onChange(changed: Search): void;
}

const CHOSEN = ['form', 'action', 'by'] as const;

export function AuditFilters({ search, onChange }: Props) {
  const { t } = useTranslation();
  const choices = useAuditChoices().data;
  const offered = { form: choices?.forms, action: choices?.actions, by: choices?.people };
  const labels = { form: t('audit.form'), action: t('audit.action'), by: t('audit.by') };
  const [since, until] = [search['since'], search['until']];
  const filters = filtersOf(search);
  return (
    <div className="filter-bar" role="search" aria-label={t('list.filters')}>
      <LateInput
        search
        label={t('audit.number')}
        value={search['number'] ?? ''}
        width={220}
        onChange={(text) => {
          onChange({ number: text.trim() });
        }}
      />
      {CHOSEN.map((name) => (
        <Select
          key={name}
          aria-label={labels[name]}
          placeholder={labels[name]}
          allowClear
          showSearch={{ optionFilterProp: 'label' }}
          style={{ minWidth: 140 }}
          popupMatchSelectWidth={false}
          value={search[name] ?? null}
          options={offered[name] ?? []}
          onChange={(value: string | null | undefined) => {
            onChange({ [name]: value ?? '' });
          }}
        />
      ))}
      <DatePicker.RangePicker
        allowEmpty={[true, true]}
        aria-label={t('audit.day')}
        placeholder={[
          t('list.from', { label: t('audit.day') }),
          t('list.to', { label: t('audit.day') }),
        ]}
        style={{ width: 250 }}
        value={[since ? dayjs(since) : null, until ? dayjs(until) : null]}
        onChange={(days) => {
          const [first, last] = days ?? [];
          onChange({
            since: first?.format('YYYY-MM-DD') ?? '',
            until: last?.format('YYYY-MM-DD') ?? '',
          });
        }}
      />
      {Object.keys(filters).length > 0 && (
        <Button
          type="link"
          onClick={() => {
            onChange(Object.fromEntries(Object.keys(filters).map((name) => [name, ''])));
          }}
        >
          {t('list.clear')}
        </Button>
      )}
    </div>
  );
}
