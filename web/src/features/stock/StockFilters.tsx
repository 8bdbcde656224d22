/** Which part of the stock is shown, how it is added up, and of which moment. */
import { Checkbox, Segmented } from 'antd';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';

import { LateInput } from '@/ui/LateInput';
import { FittingRow, type Item } from '@/ui/FittingRow';
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
  const moment = (key: 'as_of' | 'known_at', label: string, hint: string): Item => ({
    key,
    isOn: Boolean(search[key]),
    node: (
      <MomentPick
        label={label}
        hint={hint}
        value={search[key] ?? ''}
        onChange={(at) => {
          onChange({ [key]: at, ...(key === 'as_of' ? { low: '' } : {}) });
        }}
      />
    ),
  });
  const tick = (key: 'empty' | 'low', label: string): Item => ({
    key,
    isOn: search[key] === '1',
    node: (
      <Checkbox
        checked={search[key] === '1'}
        onChange={(event) => {
          onChange({ [key]: event.target.checked ? '1' : '' });
        }}
      >
        {label}
      </Checkbox>
    ),
  });
  const items: Item[] = [
    {
      key: 'q',
      isOn: true,
      node: (
        <LateInput
          search
          label={t('stock.search')}
          value={search['q'] ?? ''}
          width={260}
          onChange={changeText}
        />
      ),
    },
    {
      key: 'warehouse',
      isOn: true,
      node: (
        <WarehousePick
          value={search['warehouse'] ?? ''}
          onChange={(id) => {
            onChange({ warehouse: id });
          }}
        />
      ),
    },
    {
      key: 'category',
      isOn: Boolean(search['category']),
      node: (
        <CategoryPick
          value={search['category'] ?? ''}
          onChange={(id) => {
            onChange({ category: id });
          }}
        />
      ),
    },
    {
      key: 'by',
      isOn: true,
      node: (
        <Segmented<By>
          aria-label={t('stock.by')}
          value={by}
          disabled={low}
          options={[
            {
              value: 'product',
              label: t('stock.byProduct'),
              disabled: Boolean(search['warehouse']),
            },
            { value: 'warehouse', label: t('stock.byWarehouse') },
            { value: 'batch', label: t('stock.byBatch') },
          ]}
          onChange={(next) => {
            onChange({ by: next === 'product' ? '' : next });
          }}
        />
      ),
    },
    moment('as_of', t('stock.asOf'), t('stock.asOfHint')),
    moment('known_at', t('stock.knownAt'), t('stock.knownAtHint')),
    ...(by !== 'batch' && !past
      ? [tick('empty', t('stock.withEmpty')), tick('low', t('stock.low'))]
      : []),
  ];
  return <FittingRow label={t('list.filters')} items={items} />;
}
