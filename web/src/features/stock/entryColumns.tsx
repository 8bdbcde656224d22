/** The columns of the entries behind a stock figure. */
import { Link } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { costToday } from '@/form/cost/cost';
import { useSetting } from '@/form/setting';
import { showInstant } from '@/lib/dates';
import { showNumber, showUnitCost } from '@/lib/decimal';
import type { TableColumn } from '@/ui/DataTable';
import { whereOf } from './columns';
import type { StockEntry } from './stock';

export function useEntryColumns(withCost: boolean, withValue: boolean): TableColumn<StockEntry>[] {
  const { t } = useTranslation();
  const { digits, zone } = useSetting();
  return useMemo(() => {
    const number = (
      name: 'quantity' | 'on_hand_after' | 'cost' | 'unit_cost' | 'value_after',
      label: string,
      least?: number,
    ): TableColumn<StockEntry> => ({
      name,
      label,
      width: 108,
      align: 'right',
      render: (entry) =>
        name === 'unit_cost' ? (
          showUnitCost(entry[name])
        ) : name === 'cost' ? (
          <button type="button" className="as-link" title={t('cost.show')}>
            {showNumber(costToday(entry), least)}
          </button>
        ) : (
          showNumber(entry[name], least)
        ),
    });
    return [
      {
        name: 'occurred_at',
        label: t('stock.occurredAt'),
        width: 150,
        render: (entry) => (
          <span title={t('stock.recordedAt', { at: showInstant(entry.recorded_at, zone) })}>
            {showInstant(entry.occurred_at, zone)}
          </span>
        ),
      },
      {
        name: 'number',
        label: t('stock.document'),
        width: 180,
        grow: true,
        render: (entry) => (
          <Link to="/records/$form/$id" params={{ form: entry.form, id: entry.record }}>
            {entry.number || entry.form}
          </Link>
        ),
      },
      {
        name: 'warehouse',
        label: t('stock.warehouse'),
        width: 120,
        render: (entry) => whereOf(entry, t),
      },
      number('quantity', t('stock.quantity')),
      number('on_hand_after', t('stock.onHandAfter')),
      ...(withCost
        ? [number('unit_cost', t('stock.unitCost')), number('cost', t('stock.cost'), digits)]
        : []),
      ...(withValue ? [number('value_after', t('stock.valueAfter'), digits)] : []),
    ];
  }, [t, digits, zone, withCost, withValue]);
}
