/** 库存: what there is of each product, and one click away why. */
import { useNavigate } from '@tanstack/react-router';
import { Checkbox, Segmented } from 'antd';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { LateInput } from '@/form/list/FilterBar';
import { useSetting } from '@/form/setting';
import { nameOf } from '@/form/form';
import { showNumber, showUnitCost } from '@/lib/decimal';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { EntriesDrawer } from './EntriesDrawer';
import { useStock, type StockLine } from './stock';
import { WarehousePick } from './WarehousePick';

type Search = Record<string, string>;

function figure(text: string | null | undefined, least?: number) {
  const negative = typeof text === 'string' && text.startsWith('-');
  return <span className={negative ? 'bad' : undefined}>{showNumber(text, least)}</span>;
}

function useColumns(
  perWarehouse: boolean,
  withCost: boolean,
  coming: boolean,
): TableColumn<StockLine>[] {
  const { t } = useTranslation();
  const { digits } = useSetting();
  return useMemo(() => {
    const number = (
      name: 'on_hand' | 'in_transit' | 'reserved' | 'available' | 'value' | 'unit_cost',
      label: string,
      least?: number,
    ): TableColumn<StockLine> => ({
      name,
      label,
      width: 104,
      align: 'right',
      render: (line) => figure(line[name], least),
    });
    const reserved: TableColumn<StockLine> = {
      ...number('reserved', t('stock.reserved')),
      render: (line) =>
        Number(line.reserved) === 0 ? (
          figure(line.reserved)
        ) : (
          <button type="button" className="as-link" title={t('stock.showPromises')} data-promises>
            {showNumber(line.reserved)}
          </button>
        ),
    };
    return [
      {
        name: 'product',
        label: t('stock.product'),
        width: 230,
        grow: true,
        render: ({ product }) => (
          <button type="button" className="as-link" title={t('stock.showEntries')}>
            {nameOf(product)}
          </button>
        ),
      },
      {
        name: 'specification',
        label: t('stock.specification'),
        width: 110,
        render: ({ product }) => product.specification,
      },
      {
        name: 'unit',
        label: t('stock.unit'),
        width: 60,
        render: ({ product }) => product.unit,
      },
      ...(perWarehouse
        ? [
            {
              name: 'warehouse',
              label: t('stock.warehouse'),
              width: 120,
              render: ({ warehouse }: StockLine) => nameOf(warehouse),
            },
          ]
        : []),
      number('on_hand', t('stock.onHand')),
      ...(coming ? [number('in_transit', t('stock.inTransit'))] : []),
      reserved,
      number('available', t('stock.available')),
      ...(withCost
        ? [
            {
              ...number('unit_cost', t('stock.unitCost')),
              render: (line: StockLine) => showUnitCost(line.unit_cost),
            },
            number('value', t('stock.value'), digits),
          ]
        : []),
    ];
  }, [t, digits, perWarehouse, withCost, coming]);
}

export function StockPage({ search }: { search: Search }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const navigate = useNavigate();
  const q = search['q'] ?? '';
  const warehouse = search['warehouse'] ?? '';
  const low = search['low'] === '1';
  // What is too little may never have been there: such products are found by product.
  const perWarehouse = !low && (search['by'] === 'warehouse' || warehouse !== '');
  const empty = search['empty'] === '1';
  const stock = useStock({
    q,
    warehouse,
    by: perWarehouse ? 'product,warehouse' : 'product',
    empty,
    low,
  });
  const rows = useMemo(() => stock.data?.pages.flatMap((page) => page.items) ?? [], [stock.data]);
  const withCost = rows.some((line) => line.value !== undefined && line.value !== null);
  const coming = rows.some((line) => Number(line.in_transit ?? 0) !== 0);
  const columns = useColumns(perWarehouse, withCost, coming);
  const total = stock.data?.pages[0]?.sums?.['value'];

  const change = useCallback(
    (next: Search) => {
      const kept = Object.entries({ ...search, ...next }).filter(([, value]) => value !== '');
      void navigate({ to: '/stock', search: Object.fromEntries(kept), replace: true });
    },
    [navigate, search],
  );
  const { fetchNextPage } = stock;
  const changeText = useCallback(
    (text: string) => {
      change({ q: text.trim() });
    },
    [change],
  );

  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('stock.title')}</h1>
        {withCost && total !== undefined && (
          <span className="quiet" data-testid="stock-value">
            {t('stock.totalValue', { value: showNumber(total, digits) })}
          </span>
        )}
      </div>
      <div className="filter-bar" role="search" aria-label={t('list.filters')}>
        <LateInput search label={t('stock.search')} value={q} width={260} onChange={changeText} />
        <WarehousePick
          value={warehouse}
          onChange={(id) => {
            change({ warehouse: id });
          }}
        />
        <Segmented
          aria-label={t('stock.by')}
          value={perWarehouse ? 'warehouse' : 'product'}
          disabled={warehouse !== '' || low}
          options={[
            { value: 'product', label: t('stock.byProduct') },
            { value: 'warehouse', label: t('stock.byWarehouse') },
          ]}
          onChange={(by) => {
            change({ by: by === 'warehouse' ? 'warehouse' : '' });
          }}
        />
        <Checkbox
          checked={empty}
          onChange={(event) => {
            change({ empty: event.target.checked ? '1' : '' });
          }}
        >
          {t('stock.withEmpty')}
        </Checkbox>
        <Checkbox
          checked={low}
          onChange={(event) => {
            change({ low: event.target.checked ? '1' : '' });
          }}
        >
          {t('stock.low')}
        </Checkbox>
      </div>
      {stock.error && <ProblemAlert error={stock.error} onRetry={() => void stock.refetch()} />}
      <DataTable
        fill
        card={({ product, warehouse: place, on_hand, available }) => ({
          title: (
            <button type="button" className="as-link">
              {nameOf(product)}
            </button>
          ),
          particulars: [
            product.specification,
            nameOf(place),
            `${t('stock.onHand')} ${showNumber(on_hand)}`,
          ]
            .filter((part) => part)
            .join(' · '),
          figure: `${t('stock.available')} ${showNumber(available)} ${product.unit}`,
        })}
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
              <p>{t(q || warehouse ? 'stock.nothingFits' : 'stock.empty')}</p>
            </div>
          )
        }
      />
      <EntriesDrawer
        product={search['product'] ?? ''}
        warehouse={search['place'] ?? ''}
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
