/** 库存: what there is of each product, and one click away why. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { CostsInWork } from '@/form/cost/CostsInWork';
import { useSetting } from '@/form/setting';
import { nameOf } from '@/form/form';
import { showNumber } from '@/lib/decimal';
import { DataTable } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { BatchTable } from './BatchTable';
import { EntriesDrawer } from './EntriesDrawer';
import { availableAs, offShelfAs, offShelfOf, useColumns } from './columns';
import { useStock } from './stock';
import { StockFilters, type By, type Search } from './StockFilters';

export function StockPage({ search }: { search: Search }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const navigate = useNavigate();
  const q = search['q'] ?? '';
  const warehouse = search['warehouse'] ?? '';
  const category = search['category'] ?? '';
  const low = search['low'] === '1';
  // What is too little may never have been there: such products are found by product.
  const byBatch = !low && search['by'] === 'batch';
  const perWarehouse = !low && !byBatch && (search['by'] === 'warehouse' || warehouse !== '');
  const by: By = byBatch ? 'batch' : perWarehouse ? 'warehouse' : 'product';
  const then = { as_of: search['as_of'] ?? '', known_at: search['known_at'] ?? '' };
  const past = then.as_of !== '' || then.known_at !== '';
  const stock = useStock(
    {
      q,
      warehouse,
      category,
      by: perWarehouse ? 'product,warehouse' : 'product',
      empty: !past && search['empty'] === '1',
      low: !past && low,
      ...then,
    },
    !byBatch,
  );
  const rows = useMemo(() => stock.data?.pages.flatMap((page) => page.items) ?? [], [stock.data]);
  const withCost = rows.some((line) => line.value !== undefined && line.value !== null);
  const offShelf = useMemo(() => offShelfOf(rows), [rows]);
  const blocked = rows.some((line) => Number(line.blocked ?? 0) !== 0);
  const counted = rows.some((line) => Boolean(line.on_hand_in_units));
  const columns = useColumns({ perWarehouse, withCost, offShelf, blocked, counted, past });
  const total = stock.data?.pages[0]?.sums?.['value'];

  const change = useCallback(
    (next: Search) => {
      const kept = Object.entries({ ...search, ...next }).filter(([, value]) => value !== '');
      void navigate({ to: '/stock', search: Object.fromEntries(kept), replace: true });
    },
    [navigate, search],
  );
  const { fetchNextPage } = stock;

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('stock.title')}</h1>
        {withCost && !byBatch && total !== undefined && (
          <span className="quiet" data-testid="stock-value">
            {t('stock.totalValue', { value: showNumber(total, digits) })}
          </span>
        )}
      </div>
      <CostsInWork />
      <StockFilters search={search} by={by} onChange={change} />
      {stock.error && <ProblemAlert error={stock.error} onRetry={() => void stock.refetch()} />}
      {byBatch ? (
        <BatchTable
          wanted={{ q, warehouse, category, ...then }}
          onOpen={({ product, warehouse: place }) => {
            change({ product: product.id, place: place.id, tab: 'batches' });
          }}
        />
      ) : (
        <DataTable
          fill
          card={(line) => {
            const { product, warehouse: place, on_hand, blocked: bad } = line;
            const there = line.on_hand_in_units || showNumber(on_hand);
            return {
              title: (
                <button type="button" className="as-link">
                  {nameOf(product)}
                </button>
              ),
              particulars: [
                product.specification,
                nameOf(place),
                past ? '' : `${t('stock.onHand')} ${there}`,
                offShelfAs(line, t),
                Number(bad ?? 0) === 0 ? '' : `${t('stock.blocked')} ${showNumber(bad)}`,
              ]
                .filter((part) => part)
                .join(' · '),
              figure: past
                ? line.on_hand_in_units || `${showNumber(on_hand)} ${product.unit}`
                : `${t('stock.available')} ${availableAs(line)}`,
            };
          }}
          label={t('stock.title')}
          columns={columns}
          rows={rows}
          rowKey={(line) => `${line.product.id} ${line.warehouse?.id ?? ''}`}
          onOpen={(line, target) => {
            const tab = target?.closest('[data-promises]') ? 'promises' : '';
            change({ product: line.product.id, place: line.warehouse?.id ?? warehouse, tab });
          }}
          onEnd={
            stock.hasNextPage && !stock.isFetchingNextPage ? () => void fetchNextPage() : undefined
          }
          busy={stock.isFetching && !stock.isFetchingNextPage}
          sums={
            withCost && total !== undefined
              ? { product: t('list.sum'), value: showNumber(total, digits) }
              : undefined
          }
          empty={
            stock.isSuccess && (
              <div className="empty">
                <p>{t(q || warehouse || category || past ? 'stock.nothingFits' : 'stock.empty')}</p>
              </div>
            )
          }
        />
      )}
      <EntriesDrawer
        product={search['product'] ?? ''}
        warehouse={search['place'] ?? ''}
        then={then}
        tab={search['tab'] ?? 'entries'}
        onTab={(tab) => {
          change({ tab: tab === 'entries' ? '' : tab });
        }}
        onClose={() => {
          change({ product: '', place: '', tab: '' });
        }}
      />
    </div>
  );
}
