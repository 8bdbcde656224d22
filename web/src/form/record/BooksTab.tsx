/** What the books hold of this document: goods moved and accounts touched. */
import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { showInstant } from '@/lib/dates';
import { showNumber, showUnitCost } from '@/lib/decimal';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { withWords } from '@/i18n';
import { costToday } from '../cost/cost';
import { nameOf } from '../form';
import { asideQuery, type Books, type JournalLine } from '../records';
import { useSetting } from '../setting';
import { takenBack } from './takenBack';

const CostDrawer = lazy(withWords(() => import('../cost/CostDrawer'), 'common', 'costs'));
const EffectsPanel = lazy(withWords(() => import('../cost/EffectsPanel'), 'common', 'costs'));

type StockLine = Books['stock'][number];
type Figure = 'quantity' | 'on_hand_after' | 'cost' | 'unit_cost';

function useStockColumns(rows: readonly StockLine[]): TableColumn<StockLine>[] {
  const { t } = useTranslation();
  const { digits, zone } = useSetting();
  const number = (name: Figure, label: string, least?: number): TableColumn<StockLine>[] =>
    rows.some((row) => typeof row[name] === 'string')
      ? [
          {
            name,
            label,
            width: 110,
            align: 'right',
            render: (row) =>
              name === 'unit_cost' ? (
                showUnitCost(row[name])
              ) : name === 'cost' ? (
                <button type="button" className="as-link" title={t('cost.show')}>
                  {showNumber(costToday(row), least)}
                </button>
              ) : (
                showNumber(row[name], least)
              ),
          },
        ]
      : [];
  const back = takenBack(rows);
  const history: TableColumn<StockLine>[] = [
    {
      name: 'recorded_at',
      label: t('books.recorded'),
      width: 150,
      render: (row) => showInstant(row.recorded_at, zone),
    },
    {
      name: 'kind',
      label: t('books.what'),
      width: 150,
      render: (row) => stateOf(row, back, t),
    },
  ];
  return [
    {
      name: 'occurred_at',
      label: t('stock.occurredAt'),
      width: 150,
      render: (row) => showInstant(row.occurred_at, zone),
    },
    // Of a document that was corrected or taken back: what counts, and what did before.
    ...(rows.some(({ kind }) => kind === 'mirror') ? history : []),
    {
      name: 'product',
      label: t('stock.product'),
      width: 200,
      grow: true,
      render: (row) => nameOf(row.product),
    },
    {
      name: 'warehouse',
      label: t('stock.warehouse'),
      width: 140,
      render: (row) => nameOf(row.warehouse),
    },
    ...number('quantity', t('stock.quantity')),
    ...number('on_hand_after', t('stock.onHandAfter')),
    ...number('cost', t('stock.cost'), digits),
    ...number('unit_cost', t('stock.unitCost')),
  ];
}

const KINDS = {
  post: 'books.kind.post',
  mirror: 'books.kind.mirror',
  correction: 'books.kind.correction',
} as const;

/** Of goods: what counts, or what is taken back and by what. */
function stateOf(row: { id: string; kind: string }, back: ReadonlySet<string>, t: TFunction) {
  return back.has(row.id) ? t('books.takenBack') : kindOf(row, t);
}

/** A posting's own entry, what takes it back, or what it changed in the cost of others. */
function kindOf({ kind }: Pick<JournalLine, 'kind'>, t: TFunction): string {
  return kind in KINDS ? t(KINDS[kind as keyof typeof KINDS]) : kind;
}

function useJournalColumns(): TableColumn<JournalLine>[] {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const money = (text: string) => (/^0(\.0*)?$/.test(text) ? '' : showNumber(text, digits));
  return [
    { name: 'date', label: t('books.day'), width: 110, render: (row) => row.date },
    {
      name: 'kind',
      label: t('books.what'),
      width: 120,
      render: (row) => kindOf(row, t),
    },
    {
      name: 'account',
      label: t('books.account'),
      width: 240,
      grow: true,
      render: ({ account }) => `${account.code} ${account.name}`,
    },
    {
      name: 'partner',
      label: t('books.partner'),
      width: 180,
      render: (row) => nameOf(row.partner),
    },
    {
      name: 'debit',
      label: t('books.debit'),
      width: 130,
      align: 'right',
      render: (row) => money(row.debit),
    },
    {
      name: 'credit',
      label: t('books.credit'),
      width: 130,
      align: 'right',
      render: (row) => money(row.credit),
    },
  ];
}

/** On a phone: the side, and what stands on it. */
function sideOf(row: JournalLine, t: TFunction, digits: number): string {
  const [label, amount] = /[1-9]/.test(row.debit)
    ? [t('books.debit'), row.debit]
    : [t('books.credit'), row.credit];
  return `${label} ${showNumber(amount, digits)}`;
}

export function BooksTab({ form, id }: { form: string; id: string }) {
  const { t } = useTranslation();
  const books = useQuery(asideQuery<Books>(form, id, 'entries'));
  const stock = books.data?.stock ?? [];
  // null: this person may not see accounts.
  const journal = books.data?.journal ?? null;
  const { digits, zone } = useSetting();
  const stockColumns = useStockColumns(stock);
  const [explained, setExplained] = useState('');
  const withCost = stock.some((row) => typeof row.cost === 'string');
  const withMirrors = stock.some(({ kind }) => kind === 'mirror');
  const back = takenBack(stock);
  const journalColumns = useJournalColumns();
  if (books.error) {
    return <ProblemAlert error={books.error} onRetry={() => void books.refetch()} />;
  }
  if (books.isSuccess && stock.length === 0 && !journal?.length) {
    return <div className="panel empty">{t('books.nothing')}</div>;
  }
  return (
    <div className="books">
      <h2>{t('books.stock')}</h2>
      <DataTable
        label={t('books.stock')}
        columns={stockColumns}
        card={(row) => ({
          title: nameOf(row.product),
          particulars: [
            ...(withMirrors ? [stateOf(row, back, t)] : []),
            row.warehouse.name ?? nameOf(row.warehouse),
            ...(row.cost ? [`${t('stock.cost')} ${showNumber(costToday(row), digits)}`] : []),
            showInstant(row.occurred_at, zone),
          ].join(' · '),
          figure: showNumber(row.quantity),
        })}
        cardsWrap
        rows={stock}
        rowKey={(row) => row.id}
        {...(withCost
          ? {
              onOpen: (row: StockLine) => {
                setExplained(row.id);
              },
            }
          : {})}
        busy={books.isLoading}
        empty={<div className="empty">{t('books.noStock')}</div>}
      />
      {journal && (
        <>
          <h2>{t('books.journal')}</h2>
          <DataTable
            label={t('books.journal')}
            columns={journalColumns}
            card={(row) => ({
              title: `${row.account.code} ${row.account.name}`,
              particulars: [
                row.date,
                kindOf(row, t),
                ...(row.partner ? [nameOf(row.partner)] : []),
              ].join(' · '),
              figure: sideOf(row, t, digits),
            })}
            cardsWrap
            rows={journal}
            rowKey={(row) => JSON.stringify(row)}
            empty={<div className="empty">{t('books.noJournal')}</div>}
          />
        </>
      )}
      {journal && (
        <Suspense fallback={null}>
          <EffectsPanel form={form} id={id} />
        </Suspense>
      )}
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
    </div>
  );
}
