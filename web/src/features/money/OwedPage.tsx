/** 应收应付: who owes us, whom we owe, and one click away the documents it comes from. */
import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { LateInput } from '@/ui/LateInput';
import { nameOf } from '@/form/form';
import { useSetting } from '@/form/setting';
import { showNumber } from '@/lib/decimal';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { useOwed, type Owed } from './money';
import { OpenItemsDrawer } from './OpenItemsDrawer';

const KINDS = ['receivable', 'payable'] as const;

function useColumns(sums: Record<string, string>): TableColumn<Owed>[] {
  const { t } = useTranslation();
  const { digits } = useSetting();
  return useMemo(
    () => [
      {
        name: 'partner',
        label: t('owed.partner'),
        width: 280,
        grow: true,
        sortable: true,
        render: ({ partner }) => (
          <button type="button" className="as-link" title={t('owed.showItems')}>
            {nameOf(partner)}
          </button>
        ),
      },
      ...KINDS.filter((kind) => kind in sums).map((kind): TableColumn<Owed> => ({
        name: kind,
        label: kind === 'receivable' ? t('owed.receivable') : t('owed.payable'),
        width: 160,
        align: 'right',
        sortable: true,
        render: (owed) => showNumber(owed[kind], digits),
      })),
    ],
    [t, digits, sums],
  );
}

/** The most is what is looked for: a figure is sorted by that first, and a third click ends it. */
function firstMost(now: string, next: string): string {
  const name = next.replace('-', '');
  if (name === 'partner') return next;
  if (now === `-${name}`) return name;
  return now === name ? 'partner' : `-${name}`;
}

const NOTHING: Record<string, string> = {};

export function OwedPage({ search }: { search: Record<string, string> }) {
  const { t } = useTranslation();
  const { digits } = useSetting();
  const navigate = useNavigate();
  const q = search['q'] ?? '';
  const sort = search['sort'] ?? 'partner';
  const owed = useOwed(q, sort);
  const rows = useMemo(() => owed.data?.pages.flatMap((page) => page.items) ?? [], [owed.data]);
  const sums = owed.data?.pages[0]?.sums ?? NOTHING;
  const columns = useColumns(sums);
  const { fetchNextPage } = owed;
  const change = useCallback(
    (next: Record<string, string>) => {
      const kept = Object.entries({ ...search, ...next }).filter(([, value]) => value !== '');
      void navigate({ to: '/owed', search: Object.fromEntries(kept), replace: true });
    },
    [navigate, search],
  );
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('owed.title')}</h1>
      </div>
      <div className="filter-bar" role="search" aria-label={t('list.filters')}>
        <LateInput
          search
          label={t('owed.search')}
          value={q}
          width={260}
          onChange={(text) => {
            change({ q: text.trim() });
          }}
        />
      </div>
      {owed.error && <ProblemAlert error={owed.error} onRetry={() => void owed.refetch()} />}
      <DataTable
        fill
        label={t('owed.title')}
        cardSums={KINDS}
        card={(owed) => ({
          title: (
            <button type="button" className="as-link">
              {nameOf(owed.partner)}
            </button>
          ),
          particulars: '',
          figure: KINDS.filter((kind) => kind in sums && Number(owed[kind]) !== 0)
            .map((kind) => `${t(`owed.${kind}`)} ${showNumber(owed[kind], digits)}`)
            .join(' · '),
        })}
        columns={columns}
        rows={rows}
        rowKey={({ partner }) => partner.id}
        sort={sort}
        onSort={(next) => {
          change({ sort: firstMost(sort, next) });
        }}
        onOpen={({ partner }) => {
          change({ partner: partner.id });
        }}
        onEnd={
          owed.hasNextPage && !owed.isFetchingNextPage ? () => void fetchNextPage() : undefined
        }
        busy={owed.isFetching && !owed.isFetchingNextPage}
        sums={
          q
            ? undefined
            : {
                partner: t('list.sum'),
                ...Object.fromEntries(
                  Object.entries(sums).map(([kind, sum]) => [kind, showNumber(sum, digits)]),
                ),
              }
        }
        empty={
          owed.isSuccess && (
            <div className="empty">
              <p>{t(q ? 'owed.nothingFits' : 'owed.empty')}</p>
            </div>
          )
        }
      />
      <OpenItemsDrawer
        partner={search['partner'] ?? ''}
        title={nameOf(rows.find((one) => one.partner.id === search['partner'])?.partner)}
        onClose={() => {
          change({ partner: '' });
        }}
      />
    </div>
  );
}
