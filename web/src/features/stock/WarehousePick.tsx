/** One warehouse, or all of them. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

import { nameOf } from '@/form/form';
import { asReference } from '@/form/inputs/offers';
import { findRecords } from '@/form/records';

interface Props {
  value: string;
  onChange(id: string): void;
}

export function WarehousePick({ value, onChange }: Props) {
  const { t } = useTranslation();
  const { data = [] } = useQuery({
    queryKey: ['records', 'warehouse', 'all'],
    queryFn: ({ signal }) => findRecords('warehouse', { limit: 500 }, signal),
    staleTime: 60_000,
  });
  return (
    <Select
      aria-label={t('stock.warehouse')}
      placeholder={t('stock.allWarehouses')}
      allowClear
      style={{ minWidth: 160 }}
      popupMatchSelectWidth={false}
      value={value || null}
      showSearch={{ optionFilterProp: 'label' }}
      options={data.map((one) => ({ value: one.id, label: nameOf(asReference(one)) }))}
      onChange={(id: string | null | undefined) => {
        onChange(id ?? '');
      }}
    />
  );
}
