/** 透视: what stands down, what across, and which figure; down and across can change places. */
import { SwapOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useTranslation } from 'react-i18next';

import { pivoted, type Pivoted } from './pivot';
import type { Question, ReportFilter } from './reports';

interface Props {
  filters: readonly ReportFilter[];
  question: Question;
  onChange(next: Question): void;
}

export function PivotChoice({ filters, question, onChange }: Props) {
  const { t } = useTranslation();
  const valueOf = (name: string) =>
    question[name] ?? filters.find((one) => one.name === name)?.default ?? '';
  const now: Pivoted = { rows: valueOf('rows'), across: valueOf('across') };
  const choice = (name: string, choose: (value: string) => void) => {
    const filter = filters.find((one) => one.name === name);
    return (
      filter && (
        <Select
          aria-label={filter.label}
          prefix={<span className="quiet">{filter.label}</span>}
          popupMatchSelectWidth={false}
          value={valueOf(name)}
          options={filter.options}
          onChange={choose}
        />
      )
    );
  };
  const place = (next: Pivoted) => {
    onChange({ ...next, sort: '' });
  };
  return (
    <span className="report-pivot">
      {choice('rows', (rows) => {
        place(pivoted(now, 'rows', rows));
      })}
      <Button
        aria-label={t('reports.turn')}
        title={t('reports.turn')}
        icon={<SwapOutlined />}
        onClick={() => {
          place({ rows: now.across, across: now.rows });
        }}
      />
      {choice('across', (across) => {
        place(pivoted(now, 'across', across));
      })}
      {choice('figure', (figure) => {
        onChange({ figure });
      })}
    </span>
  );
}
