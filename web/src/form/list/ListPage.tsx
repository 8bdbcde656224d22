/** The list of any form: filters, sums, and as many rows as one cares to scroll through. */
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { lazy, Suspense, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { showNumber } from '@/lib/decimal';
import { ButtonLink } from '@/ui/ButtonLink';
import { DataTable, type TableColumn } from '@/ui/DataTable';
import { useNarrow } from '@/ui/narrow';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { fieldOf, type Field, type Form, type RecordData } from '../form';
import { kindViews, showValue, type Setting } from '../kinds';
import { formQuery, useRecords, useSummary, type Wanted } from '../records';
import { useSetting } from '../setting';
import { ExportMenu } from './ExportMenu';
import { cardOf, StateCell } from './card';
import { FilterBar } from './FilterBar';
import { conditionsOf, hasFilters, isBranch, withValue, type Search } from './filters';
import { PrintButton, useChoice } from './PrintButton';
import './list.css';

const BranchTree = lazy(() => import('./BranchTree'));
const UNSORTED = new Set(['long_text', 'line']);
const PAGE = 100;
/** Of short names, so that the sums at the end stay in sight. */
const WIDTHS: Partial<Record<string, number>> = { unit: 80, warehouse: 120 };

function columnOf(
  form: Form,
  field: Field,
  first: boolean,
  setting: Setting,
): TableColumn<RecordData> {
  const view = kindViews[field.kind];
  const isState = field.name === 'state' && form.states.length > 0;
  return {
    name: field.name,
    label: field.label,
    width: isState ? 90 : (WIDTHS[field.to ?? ''] ?? view.width),
    grow: !first && (field.to === 'partner' || field.name === 'name'),
    align: view.align,
    sortable: !UNSORTED.has(field.kind),
    render: (record) => {
      const value = record[field.name];
      if (isState) return <StateCell form={form} value={value} />;
      const text = showValue(value, field, setting);
      if (!first) return <span title={text}>{text}</span>;
      return (
        <Link to="/records/$form/$id" params={{ form: form.name, id: record.id }}>
          {text || '—'}
        </Link>
      );
    },
  };
}

function useColumns(form: Form): TableColumn<RecordData>[] {
  const setting = useSetting();
  return useMemo(() => {
    const fields = form.list.columns.flatMap((name) => fieldOf(form, name) ?? []);
    return fields.map((field, index) => columnOf(form, field, index === 0, setting));
  }, [form, setting]);
}

interface Props {
  name: string;
  search: Search;
}

export function ListPage({ name, search }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { data: form } = useSuspenseQuery(formQuery(name));
  const setting = useSetting();
  const columns = useColumns(form);
  const filter = useMemo(() => conditionsOf(form, search), [form, search]);
  const q = search['q'] ?? '';
  const sort = search['sort'] ?? form.list.sort;
  const wanted: Wanted = { filter, q, sort, limit: PAGE, fields: form.list.columns };
  const records = useRecords(name, wanted);
  const summary = useSummary(name, { filter, q });
  const rows = useMemo(
    () => records.data?.pages.flatMap((page) => page.items) ?? [],
    [records.data],
  );
  const narrow = useNarrow();
  const branch = form.list.filters
    .flatMap((each) => fieldOf(form, each) ?? [])
    .find((each) => isBranch(each));
  const choice = useChoice(form);
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
  const { fetchNextPage } = records;
  const onEnd =
    records.hasNextPage && !records.isFetchingNextPage ? () => void fetchNextPage() : undefined;

  const sums: Record<string, string> = {};
  for (const column of form.list.sums) {
    const sum = summary.data?.sums[column];
    const field = fieldOf(form, column);
    if (sum !== undefined && field) sums[column] = showValue(sum, field, setting);
  }
  const first = form.list.columns[0];
  // Drafts and cancelled documents are in the sums as in the list, unless a state was chosen.
  const withDrafts = form.kind === 'document' && !search['state'];
  const withTotal =
    form.list.sums.length && first
      ? { [first]: t(withDrafts ? 'list.sumOfAll' : 'list.sum'), ...sums }
      : undefined;

  return (
    <div className="page">
      <div className="page-head">
        <h1>{form.label}</h1>
        {summary.data && (
          <span className="quiet" role="status">
            {t('list.count', { total: showNumber(summary.data.total) })}
          </span>
        )}
        <span className="spacer" />
        {choice && <PrintButton form={form} search={search} chosen={choice.chosen} />}
        {form.operations.includes('import') && (
          <ButtonLink to="/records/$form/import" params={{ form: name }}>
            {t('files.import')}
          </ButtonLink>
        )}
        {form.operations.includes('export') && (
          <ExportMenu
            form={form}
            query={{ filter: filter.length ? JSON.stringify(filter) : null, q, sort }}
          />
        )}
        {mayAdd && (
          <ButtonLink
            color="primary"
            variant="solid"
            to="/records/$form/new"
            params={{ form: name }}
          >
            {t('list.new')}
          </ButtonLink>
        )}
      </div>
      <FilterBar form={form} search={search} onChange={change} />
      <div className={branch && !narrow ? 'beside-tree' : 'without-tree'}>
        {branch && !narrow && (
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
          <DataTable
            fill
            choice={choice}
            card={(record) => cardOf(form, record, setting)}
            label={form.label}
            columns={columns}
            rows={rows}
            rowKey={(record) => record.id}
            sort={sort}
            onSort={(next) => {
              change(withValue(search, 'sort', next));
            }}
            onOpen={open}
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
        </div>
      </div>
    </div>
  );
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
        <Link to="/records/$form/new" params={{ form: form.name }}>
          {t('list.newOne', { label: form.label })}
        </Link>
      )}
    </div>
  );
}
