/** One category with all below it, or every product. */
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

import { allRecords } from '@/form/records';
import { may, useSession } from '@/lib/session';
import { paths } from './categories';

interface Props {
  value: string;
  onChange(id: string): void;
}

export function CategoryPick({ value, onChange }: Props) {
  const { t } = useTranslation();
  const mayRead = may(useSession(), 'product_category', 'view');
  const { data = [] } = useQuery({
    queryKey: ['records', 'product_category', 'paths'],
    queryFn: async () => paths(await allRecords('product_category', { limit: 500 })),
    enabled: mayRead,
    staleTime: 60_000,
  });
  // Who keeps no categories is not asked for one.
  if (data.length === 0 && value === '') return null;
  return (
    <Select
      aria-label={t('stock.category')}
      placeholder={t('stock.allCategories')}
      allowClear
      style={{ minWidth: 140 }}
      popupMatchSelectWidth={false}
      value={value || null}
      showSearch={{ optionFilterProp: 'label' }}
      options={data}
      onChange={(id: string | null | undefined) => {
        onChange(id ?? '');
      }}
    />
  );
}
