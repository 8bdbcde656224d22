/** 对比: the period before, the same days a year earlier, or neither; and which days those are. */
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

import type { Days, ReportFilter } from './reports';

interface Props {
  filter: ReportFilter;
  value: string;
  compared: Days | undefined;
  onChange(text: string): void;
}

export function CompareChoice({ filter, value, compared, onChange }: Props) {
  const { t } = useTranslation();
  const options = [{ value: '', label: t('reports.notCompared') }, ...filter.options];
  return (
    <span className="report-compare">
      <Select
        aria-label={filter.label}
        prefix={<span className="quiet">{filter.label}</span>}
        style={{ minWidth: 140 }}
        value={value}
        options={options}
        onChange={onChange}
      />
      {value && compared && (
        <span className="quiet">
          {t('reports.comparedWith', { since: compared.since, until: compared.until })}
        </span>
      )}
    </span>
  );
}
