/** What a report is narrowed to: a period, records, choices; all of it kept in the address line. */
import { Checkbox, DatePicker, Select, Tag } from 'antd';
import dayjs from 'dayjs';
import { useTranslation } from 'react-i18next';

import type { Field } from '@/form/form';
import { ReferenceFilter } from '@/form/list/FilterBar';
import { FittingRow, type Item } from '@/ui/FittingRow';
import { CompareChoice } from './CompareChoice';
import { ASKED } from './pivot';
import { PivotChoice } from './PivotChoice';
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
  onChange(next: Question): void;
  /** the period that is compared with */
  compared?: Compared | undefined;
}

function dayOf(text: string | undefined): dayjs.Dayjs | null {
  return text ? dayjs(text) : null;
}

/** `open`: it may have no beginning and no end. Days that somebody chooses drop the word. */
function Period({
  report,
  question,
  onChange,
  open,
}: Pick<Props, 'report' | 'question' | 'onChange'> & { open: boolean }) {
  const { t, i18n } = useTranslation();
  return (
    <span className="report-when">
      <Select
        aria-label={t('reports.periodWord')}
        placeholder={t('reports.periodWord')}
        style={{ width: i18n.language === 'en' ? 136 : 112 }}
        value={question['period'] ?? null}
        options={report.periods ?? []}
        onChange={(period: string) => {
          onChange({ period });
        }}
      />
      <DatePicker.RangePicker
        className="report-period"
        aria-label={t('reports.period')}
        allowClear={open}
        allowEmpty={[open, open]}
        style={{ width: 250 }}
        value={[dayOf(question['since']), dayOf(question['until'])]}
        onChange={(days) => {
          const [first, last] = days ?? [];
          onChange({
            period: '',
            since: first?.format('YYYY-MM-DD') ?? '',
            until: last?.format('YYYY-MM-DD') ?? '',
          });
        }}
      />
    </span>
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

export function ReportFilters({ report, view, question, compared, onChange }: Props) {
  const { t } = useTranslation();
  const known = filtersOf(report, view);
  const names = known.map((one) => one.name);
  const isPeriod = names.includes('since') && names.includes('until');
  const asked = view === 'pivot' ? known.filter(({ name }) => ASKED.has(name)) : [];
  const others = known.filter(
    (one) => !asked.includes(one) && !(isPeriod && ['since', 'until'].includes(one.name)),
  );
  const pivot: Item = {
    key: 'pivot',
    isOn: true,
    node: <PivotChoice filters={asked} {...{ question, onChange }} />,
  };
  const period: Item = {
    key: 'period',
    isOn: true,
    node: (
      <Period
        {...{ report, question, onChange }}
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
  const first = [...(asked.length > 0 ? [pivot] : []), ...(isPeriod ? [period] : [])];
  return <FittingRow label={t('list.filters')} items={[...first, ...items]} />;
}
