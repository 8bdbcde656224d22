/** Beside the batch of a line whose goods leave: what lies of each batch, to choose from. */
import { DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Popover } from 'antd';
import { createContext, useContext, useState } from 'react';
import { useTranslation } from 'react-i18next';

import type { GridAction, Row } from '@/grid/rows';
import { decimal, Decimal, plainNumber, showNumber } from '@/lib/decimal';
import { BATCH, batchesThere, isBatched, type BatchThere } from './batches';
import { factorOf, idOf } from './roles';

const STATES = {
  near: 'lines.batchState.near',
  expired: 'lines.batchState.expired',
  held: 'lines.batchState.held',
} as const;

export interface Batches {
  /** of the header */
  warehouse: string;
  /** whether goods of this line leave */
  leaves(row: Row): boolean;
  dispatch(action: GridAction): void;
}

export const BatchContext = createContext<Batches>({
  warehouse: '',
  leaves: () => false,
  dispatch: () => undefined,
});

interface ListProps {
  row: Row;
  warehouse: string;
  onTake(found: BatchThere): void;
}

function BatchList({ row, warehouse, onTake }: ListProps) {
  const { t } = useTranslation();
  const product = idOf(row.values['product']);
  const { data } = useQuery({
    queryKey: ['stock', 'batches', warehouse, product],
    queryFn: () => batchesThere(product, warehouse),
    enabled: product !== '' && warehouse !== '',
    staleTime: 15_000,
  });
  if (!warehouse) return <p className="muted">{t('lines.batchNoWarehouse')}</p>;
  if (!data) return <p className="muted">{t('app.loading')}</p>;
  if (data.length === 0) return <p className="muted">{t('lines.noBatches')}</p>;
  const inUnit = (quantity: string) =>
    showNumber(
      plainNumber((decimal(quantity) ?? new Decimal(0)).div(factorOf(row.values)).round(2, 0)),
    );
  return (
    <ul className="batch-list">
      {data.map((found) => (
        <li key={found.batch}>
          <button
            type="button"
            className={`is-${found.state}`}
            onClick={() => {
              onTake(found);
            }}
          >
            <b>{found.number}</b>
            <span>{inUnit(found.quantity)}</span>
            <small>
              {found.expires_on ? t('lines.batchUntil', { day: found.expires_on }) : ''}
            </small>
            <small>{found.state === 'good' ? '' : t(STATES[found.state])}</small>
          </button>
        </li>
      ))}
    </ul>
  );
}

export function BatchNote({ row }: { row: Row }) {
  const { t } = useTranslation();
  const { warehouse, leaves, dispatch } = useContext(BatchContext);
  const [open, setOpen] = useState(false);
  if (!isBatched(row) || !leaves(row)) return null;
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="bottomLeft"
      title={t('lines.chooseBatch')}
      content={
        open && (
          <BatchList
            row={row}
            warehouse={idOf(row.values['warehouse']) || warehouse}
            onTake={({ number }) => {
              dispatch({ type: 'edit', edits: [{ key: row.key, values: { [BATCH]: number } }] });
              setOpen(false);
            }}
          />
        )
      }
    >
      <button
        type="button"
        tabIndex={-1}
        className="price-note region-note"
        title={t('lines.chooseBatch')}
        aria-label={t('lines.chooseBatch')}
      >
        <DownOutlined />
      </button>
    </Popover>
  );
}
