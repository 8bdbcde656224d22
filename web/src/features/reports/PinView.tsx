/** What a pinned report answers: its sums, its chart or its first rows. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useMemo } from 'react';
import { useTranslation } from 'react-i18next';

import { useSetting } from '@/form/setting';
import { get } from '@/lib/api';
import { cellOf, mainFigure, tell, tellSum, type Drawing } from './cells';
import { Change, tellChange } from './change';
import { draw, orderOf } from './chart';
import { ChartFigure } from './ReportChart';
import {
  definitionQuery,
  filtersOf,
  told,
  viewOf,
  type Question,
  type Report,
  type ReportPage,
} from './reports';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { asked, fewer, figuresOf } from './pinned';
import { questionOf, type Pin } from '@/lib/pins';
import { PinComing } from './PinTile';

interface Part {
  drawing: Drawing;
  page: ReportPage;
}

function Figures({ drawing, page }: Part) {
  const { t } = useTranslation();
  const { setting } = drawing;
  const totals = page.totals ?? {};
  const figures = figuresOf(drawing, totals);
  return (
    <ul>
      {figures.length === 0 && (
        <li>
          <b>{t('reports.rows', { shown: page.rows })}</b>
        </li>
      )}
      {figures.map(({ figure, before, change }) => {
        const text = tellSum(figure, totals, setting);
        const by = change && totals[change.name];
        return (
          <li
            key={figure.name}
            title={before && `${before.label} ${tellSum(before, totals, setting)}`}
          >
            <span>{figure.label}</span>
            <b className={text.startsWith('-') ? 'bad' : undefined}>{text}</b>
            {by && <Change text={by} told={tellChange(change, by)} />}
          </li>
        );
      })}
    </ul>
  );
}

function Rows({ drawing, page }: Part) {
  const [first] = drawing.columns;
  const figure = mainFigure(drawing);
  if (!first) return null;
  return (
    <table className="pin-table">
      <thead>
        <tr>
          <th scope="col">{first.label}</th>
          {figure && figure !== first && <th scope="col">{figure.label}</th>}
        </tr>
      </thead>
      <tbody>
        {page.items.slice(0, 5).map((row, index) => (
          <tr key={index}>
            <td>{cellOf(first, true, row, drawing)}</td>
            {figure && figure !== first && <td>{tell(figure, row, drawing.setting)}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Chart({ drawing, page }: Part) {
  const { view, setting, nothing } = drawing;
  const drawn = draw({ view, rows: page.items, totals: page.totals ?? {}, setting, nothing });
  if (!drawn) return <Rows {...{ drawing, page }} />;
  return <ChartFigure drawn={fewer(drawn, page.rows ?? 0)} />;
}

const PARTS = { figures: Figures, chart: Chart, rows: Rows };

/** The days that it is of: from one to another, or as of one. */
function daysOf(report: Report, question: Question, page: ReportPage): string {
  const { since, until } = page.asked ?? {};
  if (since && until) return since === until ? since : `${since} – ${until}`;
  const day = filtersOf(report, question['view'] ?? '').find(
    ({ kind, name }) => kind === 'day' && page.asked?.[name],
  );
  return day ? `${day.label} ${page.asked?.[day.name] ?? ''}` : '';
}

interface Props {
  pin: Pin;
  /** the days that it is of, once they are known */
  setOf(days: string): void;
}

export function PinView({ pin, setOf }: Props) {
  const { t } = useTranslation();
  const setting = useSetting();
  const definition = useQuery(definitionQuery(pin.report));
  const report = definition.data;
  const known = report && viewOf(report, pin.asked);
  const chart = pin.shows === 'chart' ? known?.chart : null;
  const question = asked(questionOf(pin), pin.shows, chart && { ...chart, order: orderOf(chart) });
  const found = useQuery({
    enabled: known !== undefined,
    // among the records of home: as live as they are
    queryKey: ['records', 'home', 'pin', pin.report, question],
    queryFn: ({ signal }) => get<ReportPage>(`/api/v1/reports/${pin.report}`, question, signal),
  });
  const page = found.data;
  const drawing = useMemo((): Drawing | null => {
    const view = told(known, page);
    if (!view || !page) return null;
    const named = pin.asked['columns']?.split(',') ?? [];
    const columns = named.length
      ? named.flatMap((name) => view.columns.filter((one) => one.name === name))
      : view.columns.filter((one) => one.shown);
    return {
      view,
      columns,
      question: { ...questionOf(pin), ...page.asked, view: view.name },
      setting,
      nothing: t('reports.without'),
      leads: t('reports.leads'),
      convert: null,
    };
  }, [known, page, pin, setting, t]);
  const days = report && page && drawing ? daysOf(report, drawing.question, page) : '';
  useEffect(() => {
    setOf(days);
  }, [days, setOf]);
  const error = definition.error ?? found.error;
  if (error) {
    const onRetry = () => void (definition.error ? definition : found).refetch();
    return <ProblemAlert {...{ error, onRetry }} />;
  }
  if (!page || !drawing) return <PinComing shows={pin.shows} />;
  if (!page.rows) return <p className="quiet">{t('reports.nothing')}</p>;
  const Shown = PARTS[pin.shows];
  return <Shown {...{ drawing, page }} />;
}
