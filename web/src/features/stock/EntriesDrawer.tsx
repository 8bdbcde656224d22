/** The entries behind a stock figure, newest first, each with its document. */
import { Link } from '@tanstack/react-router';
import { Drawer, Tabs } from 'antd';
import { lazy, Suspense, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { costToday } from '@/form/cost/cost';
import { nameOf } from '@/form/form';
import { useLocated } from '@/form/lines/places';
import { useSetting } from '@/form/setting';
import { showInstant } from '@/lib/dates';
import { showNumber, showUnitCost } from '@/lib/decimal';
import { DataTable } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { withWords } from '@/i18n';
import { BatchTable } from './BatchTable';
import { whereOf } from './columns';
import { useEntryColumns } from './entryColumns';
import { LocationTable } from './LocationTable';
import { PromisesTable } from './PromisesTable';
import {
  isPast,
  tabOf,
  useIsBatched,
  useStockEntries,
  useStockOf,
  type StockEntry,
  type Then,
} from './stock';

const CostDrawer = lazy(withWords(() => import('@/form/cost/CostDrawer'), 'common', 'costs'));

interface Props {
  product: string;
  /** empty: all of them */
  warehouse: string;
  /** the moment of the page behind it, which all of it is of as well */
  then: Then;
  /** which figure is followed: what moved it, whom it is promised to, or of which batches it is */
  tab: string;
  onTab(tab: string): void;
  onClose(): void;
}

export function EntriesDrawer({ product, warehouse, then, tab, onTab, onClose }: Props) {
  const { t } = useTranslation();
  const { digits, zone } = useSetting();
  const line = useStockOf(product, warehouse, then).data;
  const batched = useIsBatched(product);
  const located = useLocated();
  const placed = warehouse ? located.has(warehouse) : located.size > 0;
  const entries = useStockEntries(product, warehouse, then);
  const past = isPast(then);
  const rows = useMemo(
    () => entries.data?.pages.flatMap((page) => page.items) ?? [],
    [entries.data],
  );
  const [explained, setExplained] = useState('');
  const withCost = rows.some((entry) => typeof entry.cost === 'string');
  const columns = useEntryColumns(
    withCost,
    // one warehouse of a shared cost pool has no value of its own after each entry
    rows.some((entry) => typeof entry.value_after === 'string'),
  );
  const { fetchNextPage } = entries;
  const moment = [
    then.as_of && t('stock.asOfMoment', { at: showInstant(then.as_of, zone) }),
    then.known_at && t('stock.knownAtMoment', { at: showInstant(then.known_at, zone) }),
  ]
    .filter((part) => part)
    .join(' · ');
  const head = line ?? (rows[0] && { product: rows[0].product, warehouse: null });
  const figures: [string, string | null | undefined, number?][] = line
    ? [
        [t('stock.onHand'), line.on_hand],
        [t('stock.blocked'), Number(line.blocked ?? 0) === 0 ? null : line.blocked],
        [t('stock.reserved'), line.reserved],
        [t('stock.available'), line.available],
        [t('stock.unitCost'), showUnitCost(line.unit_cost)],
        [t('stock.value'), line.value, digits],
      ]
    : [];
  const list = (
    <>
      {entries.error && (
        <ProblemAlert error={entries.error} onRetry={() => void entries.refetch()} />
      )}
      <DataTable
        label={t('stock.entries')}
        card={(entry) => ({
          title: (
            <Link to="/records/$form/$id" params={{ form: entry.form, id: entry.record }}>
              {entry.number || entry.form}
            </Link>
          ),
          // Where and how many are left must not be what a narrow screen cuts off.
          particulars: [
            warehouse && !entry.off_shelf ? '' : whereOf(entry, t),
            `${t('stock.onHandAfter')} ${showNumber(entry.on_hand_after)}`,
            showInstant(entry.occurred_at, zone),
            entry.cost ? `${t('stock.cost')} ${showNumber(costToday(entry), digits)}` : '',
          ]
            .filter((part) => part)
            .join(' · '),
          figure: showNumber(entry.quantity),
        })}
        cardsWrap
        columns={columns}
        rows={rows}
        rowKey={(entry) => entry.id}
        {...(withCost
          ? {
              onOpen: (entry: StockEntry) => {
                setExplained(entry.id);
              },
            }
          : {})}
        fill
        busy={entries.isFetching && !entries.isFetchingNextPage}
        onEnd={
          entries.hasNextPage && !entries.isFetchingNextPage
            ? () => void fetchNextPage()
            : undefined
        }
        empty={entries.isSuccess && <div className="empty">{t('stock.noEntries')}</div>}
      />
    </>
  );
  return (
    <Drawer
      open={product !== ''}
      onClose={onClose}
      size="min(1120px, 100vw)"
      title={
        head
          ? [nameOf(head.product), nameOf(head.warehouse), moment]
              .filter((part) => part)
              .join(' · ')
          : t('stock.entries')
      }
    >
      <dl className="figures">
        {figures
          .filter(([, value]) => typeof value === 'string')
          .map(([label, value, least]) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>
                {showNumber(value, least)}{' '}
                <small>{least === undefined && line ? line.product.unit : ''}</small>
              </dd>
            </div>
          ))}
      </dl>
      <Tabs
        activeKey={tabOf(tab, past)}
        onChange={onTab}
        items={[
          { key: 'entries', label: t('stock.entries'), children: list },
          ...(past
            ? []
            : [
                {
                  key: 'promises',
                  label: t('stock.promises'),
                  children: (
                    <PromisesTable {...{ product, warehouse }} available={line?.available ?? '0'} />
                  ),
                },
              ]),
          ...(batched || tab === 'batches'
            ? [
                {
                  key: 'batches',
                  label: t('stock.batches'),
                  children: <BatchTable wanted={{ product, warehouse, ...then }} />,
                },
              ]
            : []),
          ...((placed || tab === 'locations') && !past
            ? [
                {
                  key: 'locations',
                  label: t('stock.locations'),
                  children: <LocationTable product={product} warehouse={warehouse} />,
                },
              ]
            : []),
        ]}
      />
      {withCost && (
        <Suspense fallback={null}>
          <CostDrawer
            entry={explained}
            onClose={() => {
              setExplained('');
            }}
          />
        </Suspense>
      )}
    </Drawer>
  );
}
