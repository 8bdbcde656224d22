/** 占用: the lines of orders and holds behind what is reserved of a product, oldest first; who holds scarce goods
 * is decided here as well. */
import { Link } from '@tanstack/react-router';
import { Button, Input, Tag } from 'antd';
import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { nameOf } from '@/form/form';
import { showNumber } from '@/lib/decimal';
import { may, useSession } from '@/lib/session';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import './held.css';
import { addsUp, holdsOf, leftOf, placeOf, type Typed } from './reallocating';
import { usePromises, useReallocate, type Promised } from './stock';

interface Deciding {
  /** null: nobody decides anything now */
  typed: Typed | null;
  type(line: string, text: string): void;
}

function Held({ one, typed, type }: Deciding & { one: Promised }) {
  const { t } = useTranslation();
  if (!typed) return showNumber(one.reserved);
  return (
    <Input
      size="small"
      inputMode="decimal"
      className="held"
      aria-label={`${one.number} ${t('stock.reserved')}`}
      value={typed[one.line] ?? one.reserved}
      onChange={(event) => {
        type(one.line, event.target.value);
      }}
    />
  );
}

/** What decides who is served next: the day, and a priority that is not the usual one. */
function Turn({ one }: { one: Promised }) {
  return (
    <>
      {one.needed_on} {one.priority && <Tag>{one.priority}</Tag>}
    </>
  );
}

function useColumns(deciding: Deciding): TableColumn<Promised>[] {
  const { t } = useTranslation();
  const { typed, type } = deciding;
  return useMemo(() => {
    const number = (
      name: 'wanted' | 'reserved' | 'waiting',
      label: string,
    ): TableColumn<Promised> => ({
      name,
      label,
      width: 100,
      align: 'right',
      render: (one) => showNumber(one[name]),
    });
    return [
      { name: 'date', label: t('stock.day'), width: 104, render: (one) => one.date },
      {
        name: 'number',
        label: t('stock.order'),
        width: 180,
        render: (one) => (
          <Link to="/records/$form/$id" params={{ form: one.form, id: one.record }}>
            {one.number}
          </Link>
        ),
      },
      {
        name: 'partner',
        label: t('stock.customer'),
        width: 160,
        grow: true,
        render: (one) => nameOf(one.partner),
      },
      {
        name: 'warehouse',
        label: t('stock.warehouse'),
        width: 110,
        render: (one) => nameOf(one.warehouse),
      },
      {
        name: 'needed_on',
        label: t('stock.neededOn'),
        width: 170,
        render: (one) => <Turn one={one} />,
      },
      number('wanted', t('stock.wanted')),
      {
        ...number('reserved', t('stock.reserved')),
        render: (one) => <Held {...{ one, typed, type }} />,
      },
      number('waiting', t('stock.waiting')),
    ];
  }, [t, typed, type]);
}

interface BarProps {
  rows: readonly Promised[];
  product: string;
  warehouse: string;
  available: string;
  typed: Typed | null;
  onTyped(typed: Typed | null): void;
}

/** Begins and ends it, and says what is still to be given. */
function Bar({ rows, product, warehouse, available, typed, onTyped }: BarProps) {
  const { t } = useTranslation();
  const place = placeOf(rows, warehouse);
  const save = useReallocate(() => {
    onTyped(null);
  });
  const scarce = rows.length > 1 && rows.some((one) => Number(one.waiting) > 0);
  if (!typed) {
    if (!scarce) return null;
    return (
      <div className="held-bar">
        <Button
          disabled={place === null}
          {...(place === null ? { title: t('stock.reallocateOne') } : {})}
          onClick={() => {
            save.reset();
            onTyped({});
          }}
        >
          {t('stock.reallocate')}
        </Button>
      </div>
    );
  }
  const holds = holdsOf(rows, typed);
  return (
    <>
      {save.error && <ProblemAlert error={save.error} />}
      <div className="held-bar">
        <span role="status">
          {t('stock.leftToGive', { left: showNumber(leftOf(rows, typed, available)) })}
        </span>
        <span className="spacer" />
        <Button
          onClick={() => {
            onTyped(null);
          }}
        >
          {t('stock.keepAsItWas')}
        </Button>
        <Button
          type="primary"
          loading={save.isPending}
          disabled={holds.length === 0 || !addsUp(rows, typed, available)}
          onClick={() => {
            if (place) save.mutate({ product, warehouse: place, holds });
          }}
        >
          {t('stock.reallocate')}
        </Button>
      </div>
    </>
  );
}

interface Props {
  product: string;
  warehouse: string;
  /** what is free of it there */
  available: string;
}

export function PromisesTable({ product, warehouse, available }: Props) {
  const { t } = useTranslation();
  const session = useSession();
  const promises = usePromises(product, warehouse);
  const [typed, setTyped] = useState<Typed | null>(null);
  const type = useCallback((line: string, text: string) => {
    setTyped((before) => ({ ...before, [line]: text }));
  }, []);
  const columns = useColumns({ typed, type });
  const rows = useMemo(
    () => promises.data?.pages.flatMap((page) => page.items) ?? [],
    [promises.data],
  );
  const { fetchNextPage } = promises;
  return (
    <>
      {promises.error && (
        <ProblemAlert error={promises.error} onRetry={() => void promises.refetch()} />
      )}
      {may(session, 'stock', 'edit') && (
        <Bar {...{ rows, product, warehouse, available, typed }} onTyped={setTyped} />
      )}
      <DataTable
        fill
        label={t('stock.promises')}
        columns={columns}
        rows={rows}
        rowKey={(one) => one.id}
        card={(one) => ({
          title: (
            <Link to="/records/$form/$id" params={{ form: one.form, id: one.record }}>
              {one.number}
            </Link>
          ),
          particulars: [one.date, nameOf(one.partner), nameOf(one.warehouse), one.priority]
            .filter((part) => part)
            .join(' · '),
          figure: (
            <>
              {t('stock.reserved')} <Held {...{ one, typed, type }} />
            </>
          ),
        })}
        busy={promises.isFetching && !promises.isFetchingNextPage}
        onEnd={
          promises.hasNextPage && !promises.isFetchingNextPage
            ? () => void fetchNextPage()
            : undefined
        }
        empty={promises.isSuccess && <div className="empty">{t('stock.noPromises')}</div>}
      />
    </>
  );
}
