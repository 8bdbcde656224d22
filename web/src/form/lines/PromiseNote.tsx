/** Beside the day of delivery of a line that there is not enough for: from when on there will be. */
import { ClockCircleOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';

import type { GridAction, Row } from '@/grid/rows';
import { Decimal, decimal } from '@/lib/decimal';
import { DemandContext, roomFor, warehouseOf } from './availability';
import { firstDay, offerQuery } from './offers';
import { EXPECTED, idOf } from './roles';

export const PromiseContext = createContext<((action: GridAction) => void) | null>(null);

export function PromiseNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const dispatch = useContext(PromiseContext);
  const store = useContext(DemandContext);
  useSyncExternalStore(store.subscribe, () => store.about(row));
  const { demand } = store;
  const product = idOf(row.values['product']);
  const warehouse = warehouseOf(row, demand.warehouse);
  const { data } = useQuery({
    ...offerQuery(warehouse, demand.orders, product),
    enabled: demand.counts && product !== '' && warehouse !== '',
  });
  if (!demand.counts || !data || !product) return null;
  const asked = demand.asked.get(`${warehouse} ${product}`) ?? new Decimal(0);
  const free = roomFor(data, row, demand).all;
  if (asked.lte(free)) return null;
  const day = firstDay(asked.minus(free).plus(decimal(data.waiting) ?? 0), data.coming);
  if (!day) {
    return (
      <span className="price-note" title={t('lines.notInSight')} data-testid="promise">
        {t('lines.notInSightWord')}
      </span>
    );
  }
  const typed = row.values[EXPECTED];
  const early = typeof typed === 'string' && typed !== '';
  if (early && typed >= day) return null;
  const said = t('lines.promisedFrom', { day });
  const word = early ? '' : t('lines.promisedWord', { day: day.slice(5) });
  return (
    <button
      type="button"
      tabIndex={-1}
      className={early ? 'price-note region-note is-early' : 'price-note'}
      title={said}
      aria-label={word ? `${word}. ${said}` : said}
      data-testid="promise"
      disabled={!dispatch}
      onClick={() => {
        dispatch?.({ type: 'edit', edits: [{ key: row.key, values: { [EXPECTED]: day } }] });
      }}
    >
      {early ? <ClockCircleOutlined /> : word}
    </button>
  );
}
