/** Which part of the stock is shown, how it is added up, and of which moment. */
import { Checkbox, Segmented } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

import { LateInput } from '@/form/list/FilterBar';
import { CategoryPick } from './CategoryPick';
import { MomentPick } from './MomentPick';
import { WarehousePick } from './WarehousePick';

export type Search = Record<string, string>;
export type By = 'product' | 'warehouse' | 'batch';

interface Props {
  search: Search;
  by: By;
  onChange(next: Search): void;
}

export function StockFilters({ search, by, onChange }: Props) {
  const { t } = useTranslation();
  const past = Boolean(search['as_of'] ?? search['known_at']);
  const low = search['low'] === '1';
  const changeText = useCallback(
    (text: string) => {
      onChange({ q: text.trim() });
    },
    [onChange],
  );
  return (
    <div className="filter-bar" role="search" aria-label={t('list.filters')}>
      <LateInput
        search
        label={t('stock.search')}
        value={search['q'] ?? ''}
        width={260}
        onChange={changeText}
      />
      <WarehousePick
        value={search['warehouse'] ?? ''}
        onChange={(id) => {
          onChange({ warehouse: id });
        }}
      />
      <CategoryPick
        value={search['category'] ?? ''}
        onChange={(id) => {
          onChange({ category: id });
        }}
      />
      <Segmented<By>
        aria-label={t('stock.by')}
        value={by}
        disabled={low}
        options={[
          { value: 'product', label: t('stock.byProduct'), disabled: Boolean(search['warehouse']) },
          { value: 'warehouse', label: t('stock.byWarehouse') },
          { value: 'batch', label: t('stock.byBatch') },
        ]}
        onChange={(next) => {
          onChange({ by: next === 'product' ? '' : next });
        }}
      />
      <MomentPick
        label={t('stock.asOf')}
        hint={t('stock.asOfHint')}
        value={search['as_of'] ?? ''}
        onChange={(moment) => {
          onChange({ as_of: moment, low: '' });
        }}
      />
      <MomentPick
        label={t('stock.knownAt')}
        hint={t('stock.knownAtHint')}
        value={search['known_at'] ?? ''}
        onChange={(moment) => {
          onChange({ known_at: moment, low: '' });
        }}
      />
      {by !== 'batch' && !past && (
        <>
          <Checkbox
            checked={search['empty'] === '1'}
            onChange={(event) => {
              onChange({ empty: event.target.checked ? '1' : '' });
            }}
          >
            {t('stock.withEmpty')}
          </Checkbox>
          <Checkbox
            checked={low}
            onChange={(event) => {
              onChange({ low: event.target.checked ? '1' : '' });
            }}
          >
            {t('stock.low')}
          </Checkbox>
        </>
      )}
    </div>
  );
}
