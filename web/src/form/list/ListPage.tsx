/** The list of any form: filters, sums, and as many rows as one cares to scroll through. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import { NEW } from '@/lib/newRecord';
import { DataTable } from '@/ui/DataTable';
import { useNarrow } from '@/ui/narrow';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { withWords } from '@/i18n';
import { fieldOf, type Form, type RecordData } from '../form';
import { showValue } from '../kinds';
import { usePictures } from '../pictures';
import { formQuery, useRecords, useSummary, type Wanted } from '../records';
import { useSetting } from '../setting';
import { cardOf, mainFigure } from './card';
import { useColumns, withPictures } from './columns';
import { FilterBar } from './FilterBar';
import { branchOf, conditionsOf, hasFilters, withValue, type Search } from './filters';
import { ListActs } from './ListActs';
import { EditNotice } from './EditNotice';
import { useChoice } from './PrintButton';
import { useSteering } from './useSteering';
import './list.css';

const Preview = lazy(withWords(() => import('./Preview'), 'common', 'lists', 'records', 'lines'));
const BranchTree = lazy(withWords(() => import('./BranchTree'), 'lists'));
const PAGE = 100;
interface Props {
  name: string;
  search: Search;
}

export function ListPage({ name, search }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: form } = useSuspenseQuery(formQuery(name));
  const setting = useSetting();
  const { columns, choose, arranging } = useColumns(form);
  const filter = useMemo(() => conditionsOf(form, search), [form, search]);
  const narrow = useNarrow();
  const fields = useMemo(
    () => (narrow ? form.list.columns : columns.map((column) => column.name)),
    [narrow, form, columns],
  );
  const q = search['q'] ?? '';
  const sort = search['sort'] ?? form.list.sort;
  const wanted: Wanted = { filter, q, sort, limit: PAGE, fields: withTitle(form, fields) };
  const records = useRecords(name, wanted);
  const summary = useSummary(name, { filter, q });
  const rows = useMemo(
    () => records.data?.pages.flatMap((page) => page.items) ?? [],
    [records.data],
  );
  const ids = useMemo(() => rows.map((row) => row.id), [rows]);
  const pictures = usePictures(form, ids);
  const branch = narrow ? undefined : branchOf(form);
  const choice = useChoice(form);
  const [problem, setProblem] = useState<unknown>(null);
  const mayAdd = form.operations.includes('add');

  const change = useCallback(
    (next: Search) => {
      void navigate({ to: '/records/$form', params: { form: name }, search: next, replace: true });
    },
    [navigate, name],
  );
  const open = useCallback(
    (record: RecordData) => {
      void navigate({ to: '/records/$form/$id', params: { form: name, id: record.id } });
    },
    [navigate, name],
  );
  const shownColumns = useMemo(() => columns.map((column) => column.name), [columns]);
  const { edit, steering, looked, close } = useSteering({
    form,
    rows,
    columns: shownColumns,
    open,
  });
  const { fetchNextPage } = records;
  const onEnd =
    records.hasNextPage && !records.isFetchingNextPage ? () => void fetchNextPage() : undefined;

  const inForce = summary.data?.in_force;
  const added = inForce ?? summary.data?.sums;
  const sums: Record<string, string> = {};
  for (const column of form.list.sums) {
    const sum = added?.[column];
    const field = fieldOf(form, column);
    if (sum !== undefined && field) sums[column] = showValue(sum, field, setting);
  }
  const first = form.list.columns[0];
  const withTotal =
    form.list.sums.length && first
      ? { [first]: t(inForce ? 'list.sumInForce' : 'list.sum'), ...sums }
      : undefined;

  return (
    <div className="page">
      <div className="page-head" data-commands="">
        <h1>{form.plural}</h1>
        {summary.data && (
          <span className="quiet" role="status">
            {t('list.count', { total: showNumber(summary.data.total) })}
          </span>
        )}
        <span className="spacer" />
        <ListActs
          {...{ form, fields, search, choose }}
          query={{ filter: filter.length ? JSON.stringify(filter) : null, q, sort }}
          {...{ choice, rows }}
          onProblem={setProblem}
        />
      </div>
      {problem !== null && (
        <ProblemAlert
          error={problem}
          onClose={() => {
            setProblem(null);
          }}
        />
      )}
      <FilterBar form={form} search={search} onChange={change} />
      <div className="list-body">
        {branch && (
          <Suspense fallback={null}>
            <BranchTree
              field={branch}
              chosen={search[branch.name] ?? ''}
              onChoose={(id) => {
                change(withValue(search, branch.name, id));
              }}
            />
          </Suspense>
        )}
        <div className="list-side">
          {records.error && (
            <ProblemAlert error={records.error} onRetry={() => void records.refetch()} />
          )}
          {(!records.error || rows.length > 0) && (
            <DataTable
              fill
              {...{ choice, arranging }}
              card={(record) => cardOf(form, record, setting, pictures.get(record.id))}
              cardSums={[mainFigure(form)?.name ?? '']}
              label={form.plural}
              columns={withPictures(columns, pictures)}
              rows={rows}
              rowKey={(record) => record.id}
              sort={sort}
              onSort={(next) => {
                change(withValue(search, 'sort', next));
              }}
              onOpen={open}
              steering={steering}
              onEnd={onEnd}
              busy={records.isFetching && !records.isFetchingNextPage}
              sums={withTotal}
              empty={
                records.isSuccess && (
                  <EmptyList
                    form={form}
                    filtered={hasFilters(form, search)}
                    mayAdd={mayAdd}
                    onClear={() => {
                      change({});
                    }}
                  />
                )
              }
              footer={
                records.isFetchingNextPage ? (
                  <div className="list-more" role="status">
                    {t('list.more')}
                  </div>
                ) : null
              }
            />
          )}
        </div>
        {looked && (
          <Suspense fallback={null}>
            <Preview form={form} id={looked} setting={setting} onClose={close} />
          </Suspense>
        )}
      </div>
      <EditNotice {...{ form, rows, edit, setting }} />
    </div>
  );
}

/**
 * A row is spoken of by its title, a draft by its day and partner, also where no column shows them;
 * its state says what it allows.
 */
function withTitle(form: Form, fields: string[]): string[] {
  const needed =
    form.kind === 'document' ? [form.title_field, 'state', 'date', 'partner'] : [form.title_field];
  const more = needed.filter((name) => !fields.includes(name) && fieldOf(form, name));
  return more.length > 0 ? [...fields, ...more] : fields;
}

interface EmptyProps {
  form: Form;
  filtered: boolean;
  mayAdd: boolean;
  onClear(): void;
}

function EmptyList({ form, filtered, mayAdd, onClear }: EmptyProps) {
  const { t } = useTranslation();
  if (filtered) {
    return (
      <div className="empty">
        <p>{t('list.nothingFits', { label: form.label })}</p>
        <Button onClick={onClear}>{t('list.clear')}</Button>
      </div>
    );
  }
  return (
    <div className="empty">
      <p>{t(mayAdd ? 'list.emptyAdd' : 'list.empty', { label: form.label })}</p>
      {mayAdd && (
        <Link to="/records/$form/$id" params={{ form: form.name, id: NEW }}>
          {t('list.newOne', { label: form.label })}
        </Link>
      )}
    </div>
  );
}
