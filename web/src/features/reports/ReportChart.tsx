/** The chart above a report's table: drawn of what the report answered, hidden by whoever likes. */
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

import type { Setting } from '@/form/kinds';
import { recall, remember } from '@/lib/remember';
import { Bars, RankedBars } from '@/ui/Bars';
import { draw, orderOf, suffices, type Drawn } from './chart';
import { behind, useReport, type Question, type ReportPage, type Row, type View } from './reports';

interface FigureProps {
  drawn: Drawn;
  onOpen?: (key: string) => void;
  onHide?: () => void;
}

/** On paper and on the screen alike. */
export function ChartFigure({ drawn, onOpen, onHide }: FigureProps) {
  const { t } = useTranslation();
  const { shown, cut } = drawn.title;
  const figure = drawn.title.figure || t('reports.chartSums');
  const title =
    cut && drawn.kind === 'ranked' ? t('reports.chartTop', { figure, count: shown }) : figure;
  const longest = drawn.bars.reduce((one, other) => (other.value > one.value ? other : one));
  const words =
    drawn.kind === 'time'
      ? t('reports.chartTold', {
          title,
          first: drawn.bars[0]?.label,
          last: drawn.bars.at(-1)?.label,
          at: longest.label,
          most: longest.told,
        })
      : title;
  return (
    <figure className="report-chart">
      <figcaption>
        {title}
        {onHide && (
          <Button type="link" size="small" onClick={onHide}>
            {t('reports.chartHide')}
          </Button>
        )}
      </figcaption>
      {drawn.kind === 'time' ? (
        <Bars bars={drawn.bars} words={words} onOpen={onOpen} />
      ) : (
        <RankedBars bars={drawn.bars} words={words} />
      )}
    </figure>
  );
}

/** Whether this person's browser shows the chart of a report. */
export function isChartShown(name: string): boolean {
  return recall(`huolang.chart.${name}`) !== 'off';
}

interface Props {
  name: string;
  view: View | undefined;
  question: Question;
  first: ReportPage | undefined;
  rows: readonly Row[];
  setting: Setting;
}

/** The chart, and the button that brings it back; neither where the report has none. */
export function useChart({ name, view, question, first, rows, setting }: Props): {
  button: ReactNode;
  chart: ReactNode;
} {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [turned, turn] = useState<Partial<Record<string, boolean>>>({});
  const shown = turned[name] ?? isChartShown(name);
  const chart = view?.chart ?? null;
  const isEnough = !view || !chart || suffices(chart, question, view, first?.rows === rows.length);
  const wanted = shown && !isEnough && first !== undefined;
  const sort = chart && !isEnough ? orderOf(chart) : (question['sort'] ?? '');
  const asked = useReport(name, sort ? { ...question, sort } : question, wanted);
  const page = asked.data?.pages[0];
  const drawn = useMemo(() => {
    if (!view || !shown || !first) return null;
    const known = isEnough ? rows : page?.items;
    if (!known) return null;
    const totals = first.totals ?? {};
    return draw({ view, rows: known, totals, setting, nothing: t('reports.without') });
  }, [view, shown, first, isEnough, rows, page, setting, t]);
  if (!view || !chart) return { button: null, chart: null };
  const { drill } = view;
  const linked = drawn && {
    ...drawn,
    bars: drawn.bars.map((one) => {
      const on = drill && one.row ? behind(drill, one.row, question) : null;
      if (!drill || !on || drawn.kind === 'time') return one;
      const link = (
        <Link to="/reports/$report" params={{ report: drill.report }} search={on}>
          {one.label}
        </Link>
      );
      return { ...one, link };
    }),
  };
  const open = (key: string) => {
    const row = drawn?.bars.find((one) => one.key === key)?.row;
    const on = drill && row ? behind(drill, row, question) : null;
    if (!drill || !on) return;
    void navigate({ to: '/reports/$report', params: { report: drill.report }, search: on });
  };
  const show = (next: boolean) => {
    remember(`huolang.chart.${name}`, next ? null : 'off');
    turn({ ...turned, [name]: next });
  };
  return {
    button: !shown && (
      <Button
        key="chart"
        onClick={() => {
          show(true);
        }}
      >
        {t('reports.chartShow')}
      </Button>
    ),
    chart: linked && (
      <ChartFigure
        drawn={linked}
        onOpen={open}
        onHide={() => {
          show(false);
        }}
      />
    ),
  };
}
