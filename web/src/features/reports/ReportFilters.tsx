/** What a report is narrowed to: a period, records, choices; all of it kept in the address line. */
import { Checkbox, DatePicker, Select, Tag } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

import type { Field } from '@/form/form';
import { ReferenceFilter } from '@/form/list/FilterBar';
import { FittingRow, type Item } from '@/ui/FittingRow';
import { CompareChoice } from './CompareChoice';
import {
  filtersOf,
  NONE,
  type Days as Compared,
  type Question,
  type Report,
  type ReportFilter,
} from './reports';

interface Props {
  report: Report;
  view: string;
  question: Question;
  today: string;
  onChange(next: Question): void;
  /** the period that is compared with */
  compared?: Compared | undefined;
}

type Days = [dayjs.Dayjs, dayjs.Dayjs];

function presets(today: string): { key: string; days: Days }[] {
  const now = dayjs(today);
  const monday = now.subtract((now.day() + 6) % 7, 'day');
  const before = now.subtract(1, 'month');
  return [
    { key: 'today', days: [now, now] },
    { key: 'week', days: [monday, now] },
    { key: 'month', days: [now.startOf('month'), now] },
    { key: 'lastMonth', days: [before.startOf('month'), before.endOf('month')] },
    { key: 'year', days: [now.startOf('year'), now] },
    {
      key: 'lastYear',
      days: [now.subtract(1, 'year').startOf('year'), now.subtract(1, 'year').endOf('year')],
    },
  ];
}

function dayOf(text: string | undefined): dayjs.Dayjs | null {
  return text ? dayjs(text) : null;
}

/** `open`: it may have no beginning and no end. */
function Period({
  question,
  today,
  onChange,
  open,
}: Omit<Props, 'report' | 'view' | 'compared'> & { open: boolean }) {
  const { t } = useTranslation();
  const words: Record<string, string> = {
    today: t('reports.today'),
    week: t('reports.week'),
    month: t('reports.month'),
    lastMonth: t('reports.lastMonth'),
    year: t('reports.year'),
    lastYear: t('reports.lastYear'),
  };
  return (
    <DatePicker.RangePicker
      className="report-period"
      aria-label={t('reports.period')}
      allowClear={open}
      allowEmpty={[open, open]}
      style={{ width: 250 }}
      presets={presets(today).map(({ key, days }) => ({ label: words[key], value: days }))}
      value={[dayOf(question['since']), dayOf(question['until'])]}
      onChange={(days) => {
        const [first, last] = days ?? [];
        onChange({
          since: first?.format('YYYY-MM-DD') ?? '',
          until: last?.format('YYYY-MM-DD') ?? '',
        });
      }}
    />
  );
}

/** A filter as the pickers of lists know it. */
function asField(filter: ReportFilter): Field {
  return {
    name: filter.name,
    label: filter.label,
    kind: 'reference',
    required: false,
    readonly: false,
    default: null,
    help: '',
    to: filter.to,
    filter: filter.filter,
    digits: null,
    max_length: null,
    options: null,
    min: null,
    max: null,
  };
}

function One({
  filter,
  value,
  onChange,
}: {
  filter: ReportFilter;
  value: string;
  onChange(text: string): void;
}) {
  const { t } = useTranslation();
  if (filter.kind === 'day') {
    return (
      <DatePicker
        aria-label={filter.label}
        placeholder={filter.label}
        allowClear={filter.default === ''}
        value={value ? dayjs(value) : null}
        onChange={(day) => {
          onChange(day?.format('YYYY-MM-DD') ?? '');
        }}
      />
    );
  }
  if (filter.kind === 'boolean') {
    return (
      <Checkbox
        checked={value === 'true'}
        onChange={(event) => {
          onChange(event.target.checked ? 'true' : '');
        }}
      >
        {filter.label}
      </Checkbox>
    );
  }
  if (filter.kind === 'choice') {
    return (
      <Select
        aria-label={filter.label}
        placeholder={filter.label}
        allowClear={filter.default === ''}
        style={{ minWidth: 120 }}
        value={value || null}
        options={filter.options}
        onChange={(next: string | null | undefined) => {
          onChange(next ?? '');
        }}
      />
    );
  }
  if (filter.to === null || value === NONE) {
    if (!value) return null;
    return (
      <Tag
        closable
        onClose={() => {
          onChange('');
        }}
      >
        {filter.label}
        {value === NONE && ` ${t('reports.without')}`}
      </Tag>
    );
  }
  return <ReferenceFilter field={asField(filter)} text={value} onChange={onChange} />;
}

export function ReportFilters({ report, view, question, today, onChange, compared }: Props) {
  const { t } = useTranslation();
  const known = filtersOf(report, view);
  const names = known.map((one) => one.name);
  const isPeriod = names.includes('since') && names.includes('until');
  const others = known.filter((one) => !isPeriod || !['since', 'until'].includes(one.name));
  const period: Item = {
    key: 'period',
    isOn: true,
    node: (
      <Period
        {...{ question, today, onChange }}
        open={known.some((one) => one.name === 'since' && one.default === '')}
      />
    ),
  };
  const items = others.flatMap((filter): Item[] => {
    const { name } = filter;
    const value = question[name] ?? filter.default;
    // Where it came from is told while it is in force.
    if (filter.kind === 'reference' && filter.to === null && !value) return [];
    const change = (next: string) => {
      onChange({ [name]: next });
    };
    return [
      {
        key: name,
        isOn: value !== filter.default,
        node:
          name === 'compare' ? (
            <CompareChoice {...{ filter, value, compared }} onChange={change} />
          ) : (
            <One filter={filter} value={value} onChange={change} />
          ),
      },
    ];
  });
  return <FittingRow label={t('list.filters')} items={[...(isPeriod ? [period] : []), ...items]} />;
}
