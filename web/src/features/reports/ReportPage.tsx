/** Any report: its filters, its rows with what they come to, the way behind each figure, Excel. */
import { useMutation, useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState, type ComponentType } from 'react';
import { useTranslation } from 'react-i18next';

import { PdfButton } from '@/form/print/PdfButton';
import { CostsInWork } from '@/form/cost/CostsInWork';
import { useSetting } from '@/form/setting';
import { download } from '@/lib/api';
import { showNumber } from '@/lib/decimal';
import { sentencesOf } from '@/lib/problem';
import { ButtonLink } from '@/ui/ButtonLink';
import { useShownColumns } from '@/ui/shownColumns';
import { DataTable } from '@/ui/DataTable';
import { useNarrow } from '@/ui/narrow';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { cardOf } from './cards';
import { columnsOf, mainFigure, sumsOf, wordsOf } from './cells';
import { useConvert } from './convert';
import { useChart } from './ReportChart';
import { said } from './periods';
import { endsWithSums } from './pivot';
import { PinReport } from './PinReport';
import { ReportFilters } from './ReportFilters';
import { ScheduleReport } from './ScheduleReport';
import { useQuestion } from './useQuestion';
import { ViewChoice } from './ViewChoice';
import {
  behind,
  definitionQuery,
  idOf,
  layoutOf,
  told,
  useReport,
  viewOf,
  type Question,
  type Row,
  type Ticked,
} from './reports';

interface Props {
  name: string;
  search: Question;
  acts?: Acts | undefined;
}

/** What can be done with rows that are ticked; each is known by its `id`. */
export interface Acts {
  allLabel: string;
  label(what: string): string;
  Bar: ComponentType<Ticked>;
}

const WITHOUT = new Set(['view', 'sort']);

export function ReportPage({ name, search, acts }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const setting = useSetting();
  const narrow = useNarrow();
  const { data: report } = useSuspenseQuery(definitionQuery(name));
  const { question, ask, change } = useQuestion(report, search, setting.zone);
  const found = useReport(name, question);
  const rows = useMemo(() => found.data?.pages.flatMap((page) => page.items) ?? [], [found.data]);
  const first = found.data?.pages[0];
  const view = useMemo(() => told(viewOf(report, question), first), [report, question, first]);
  const going = useConvert(view?.converts ?? null);
  const { mutate: convert, isPending: converting } = going;

  const known = useMemo(() => view?.columns.filter((one) => one.shown) ?? [], [view]);
  const own = useShownColumns(layoutOf(name, view, first), known);
  const { columns: shown, chosen: picked, button, arranging } = own;
  const named = picked ? shown.map((one) => one.name).join(',') : null;
  const file = useMutation({
    mutationFn: () =>
      download(`/api/v1/reports/${name}.xlsx`, {
        ...said(question),
        columns: named,
      }),
  });
  const drawing = useMemo(
    () =>
      view && {
        view,
        columns: narrow ? known : shown,
        question,
        setting,
        nothing: t('reports.without'),
        leads: t('reports.leads'),
        convert: view.converts
          ? { label: t('reports.convert'), from: convert, busy: converting }
          : null,
      },
    [view, narrow, known, shown, question, setting, t, convert, converting],
  );
  const { button: chartButton, chart } = useChart({ name, view, question, first, rows, setting });
  const [chosen, choose] = useState<ReadonlySet<string>>(() => new Set());
  const columns = useMemo(() => (drawing ? columnsOf(drawing) : []), [drawing]);
  if (!view || !drawing) return null;

  const summed = sumsOf(drawing.columns, first?.totals, setting, t('list.sum'));
  const { fetchNextPage } = found;
  const { drill } = view;

  return (
    <div className={`page report${endsWithSums(view, drawing.columns) ? ' is-summed' : ''}`}>
      <div className="page-head" data-commands="">
        <h1>{report.label}</h1>
        {first?.rows !== undefined && (
          <span className="quiet" role="status">
            {t('reports.rows', { shown: showNumber(first.rows) })}
          </span>
        )}
        <span className="spacer" />
        {chartButton}
        <PinReport {...{ report, view, question }} />
        {!narrow && known.length > 2 && button}
        {report.may_export && !narrow && (
          <ButtonLink
            to="/print/report/$report"
            params={{ report: name }}
            search={{
              ...said(question),
              ...(named ? { columns: named } : {}),
            }}
          >
            {t('reports.print')}
          </ButtonLink>
        )}
        {report.may_export && <ScheduleReport {...{ report, view, question }} columns={named} />}
        {report.may_export && (
          <Button
            loading={file.isPending}
            onClick={() => {
              file.mutate();
            }}
          >
            {t('reports.excel')}
          </Button>
        )}
        {report.may_export && (
          <PdfButton
            path={`/api/v1/reports/${name}.pdf`}
            query={{ ...said(question), columns: named }}
          />
        )}
      </div>
      <p className="quiet report-question">{report.question}</p>
      <CostsInWork />
      {report.views.length > 1 && (
        <ViewChoice
          views={report.views}
          chosen={view.name}
          onChoose={(next) => {
            const kept = Object.entries(question).filter(([one]) => !WITHOUT.has(one));
            ask({ ...Object.fromEntries(kept), view: next });
          }}
        />
      )}
      <ReportFilters
        {...{ report, question }}
        compared={first?.compared}
        view={view.name}
        onChange={change}
      />
      {found.error && (
        <ProblemAlert
          error={found.error}
          rest={sentencesOf(found.error)}
          onRetry={() => void found.refetch()}
        />
      )}
      {file.error && <ProblemAlert error={file.error} />}
      {going.error && <ProblemAlert error={going.error} />}
      {chart}
      {acts && (
        <acts.Bar
          ids={rows.map(idOf).filter((id) => chosen.has(id))}
          rows={rows.filter((row) => chosen.has(idOf(row)))}
          question={question}
          onDone={() => {
            choose(new Set());
          }}
        />
      )}
      <DataTable<Row>
        {...{ fill: true, arranging, columns, rows }}
        choice={
          acts && {
            chosen,
            onChange: choose,
            allLabel: acts.allLabel,
            label: (row) => acts.label(wordsOf(row, drawing)),
          }
        }
        label={report.label}
        rowKey={(row) => (acts ? idOf(row) : `${view.name} ${JSON.stringify(row)}`)}
        card={(row) => cardOf(row, drawing)}
        cardSums={[mainFigure(drawing)?.name ?? '']}
        cardsWrap
        cardsTicked
        sort={question['sort'] ?? view.sort}
        onSort={(sort) => {
          change({ sort });
        }}
        {...(drill && {
          onOpen: (row) => {
            const next = behind(drill, row, question);
            if (!next) return;
            void navigate({
              to: '/reports/$report',
              params: { report: drill.report },
              search: next,
            });
          },
        })}
        onEnd={
          found.hasNextPage && !found.isFetchingNextPage ? () => void fetchNextPage() : undefined
        }
        busy={found.isFetching && !found.isFetchingNextPage}
        sums={summed}
        empty={
          found.isSuccess && (
            <div className="empty">
              <p>{t('reports.nothing')}</p>
            </div>
          )
        }
        footer={
          found.isFetchingNextPage ? (
            <div className="list-more" role="status">
              {t('list.more')}
            </div>
          ) : null
        }
      />
    </div>
  );
}
