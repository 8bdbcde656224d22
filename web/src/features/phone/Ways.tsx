/** From which warehouse to which. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Select } from 'antd';
import { useTranslation } from 'react-i18next';

import { activeOnly, findRecords } from '@/form/records';
import { text } from '@/form/lines/product';
import { lastKnown } from '@/lib/known';
import type { Way } from './transfer';

interface Props {
  way: Way;
  /** goods were scanned: they lie where they lie */
  fixed: boolean;
  onChange(way: Way): void;
}

export function Ways({ way, fixed, onChange }: Props) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const { data = [] } = useQuery({
    queryKey: ['records', 'warehouse', 'phone'],
    queryFn: ({ signal }) =>
      lastKnown('warehouses', async () => {
        const filter = await activeOnly(client, 'warehouse');
        return findRecords('warehouse', { filter, fields: ['code', 'name'], limit: 500 }, signal);
      }),
    staleTime: 60_000,
  });
  const options = (other: string) =>
    data
      .filter(({ id }) => id !== other)
      .map((one) => ({ value: one.id, label: text(one['name']) || text(one['code']) }));
  return (
    <div className="phone-ways">
      <label>
        {t('phone.from')}
        <Select
          size="large"
          aria-label={t('phone.from')}
          disabled={fixed}
          value={way.warehouse || null}
          options={options(way.into)}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(warehouse: string) => {
            onChange({ ...way, warehouse, goods: {} });
          }}
        />
      </label>
      <label>
        {t('phone.into')}
        <Select
          size="large"
          aria-label={t('phone.into')}
          value={way.into || null}
          options={options(way.warehouse)}
          showSearch={{ optionFilterProp: 'label' }}
          onChange={(into: string) => {
            onChange({ ...way, into });
          }}
        />
      </label>
    </div>
  );
}
