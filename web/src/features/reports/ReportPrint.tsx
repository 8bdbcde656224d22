/** A report as it comes out of the printer, or as a PDF of the browser's own. */
import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';

import type { Setting } from '@/form/kinds';
import { useSetting } from '@/form/setting';
import { PdfButton } from '@/form/print/PdfButton';
import { sizes } from '@/form/print/papers';
import { Sheets } from '@/form/print/Sheets';
import { useFit } from '@/form/print/useFit';
import { showInstant, todayIn } from '@/lib/dates';
import { showNumber } from '@/lib/decimal';
import { recall, remember } from '@/lib/remember';
import { useSession } from '@/lib/session';
import { ProblemAlert } from '@/ui/ProblemAlert';
import { draw, suffices } from './chart';
import { ABREAST, namesQuery, paperQuery, reportDoc, type Told } from './paper';
import { said } from './periods';
import { ChartFigure, isChartShown } from './ReportChart';
import { complete, definitionQuery, told, viewOf, type Question, type View } from './reports';
import '@/form/print/print.css';

const PAPERS = ['a4Wide', 'a4'] as const;
type Paper = (typeof PAPERS)[number];
const KEPT = 'huolang.print.report.size';

interface Props {
  name: string;
  /** as the page of the report has it, and `columns`, comma-separated */
  search: Question;
}

/** The chart of the rows at hand, if they are those that it needs. */
function drawnOf(
  view: View,
  question: Question,
  { rows, count, totals }: Told,
  setting: Setting,
  t: TFunction,
) {
  if (!view.chart || !suffices(view.chart, question, view, rows.length === count)) return null;
  return draw({ view, rows, totals, setting, nothing: t('reports.without') });
}

function useDoc(name: string, search: Question, paper: Paper) {
  const { t } = useTranslation();
  const setting = useSetting();
  const { company } = useSession();
  const { data: report } = useSuspenseQuery(definitionQuery(name));
  const today = todayIn(setting.zone);
  const question = useMemo(() => complete(report, search, today), [report, search, today]);
  const answered = useQuery(paperQuery(name, question));
  const view = useMemo(
    () => told(viewOf(report, question), answered.data?.page),
    [report, question, answered.data],
  );
  const names = useQuery(namesQuery(report, question));
  const picked = search['columns'];
  const doc = useMemo(() => {
    if (!view || !answered.data || !names.data) return null;
    const known = view.columns.filter((one) => one.shown);
    const chosen = picked?.split(',');
    const columns = chosen
      ? chosen.flatMap((wanted) => known.filter((one) => one.name === wanted))
      : known.filter((one) => !one.aside);
    const { rows, count } = answered.data;
    const total = showNumber(count);
    const words = {
      count:
        rows.length < count
          ? t('print.firstOf', { shown: showNumber(rows.length), total })
          : t('reports.rows', { shown: total }),
      yes: t('form.yes'),
      compared: t('reports.comparedPeriod'),
    };
    const drawn = isChartShown(name) ? drawnOf(view, question, answered.data, setting, t) : null;
    const asked = { report, view, columns, question, told: answered.data, names: names.data };
    const chart = drawn && <ChartFigure drawn={drawn} />;
    const most = ABREAST[paper];
    return { ...reportDoc({ ...asked, setting, company: company.name, words, most }), chart };
  }, [
    paper,
    name,
    report,
    view,
    question,
    picked,
    answered.data,
    names.data,
    setting,
    company.name,
    t,
  ]);
  return { report, question, doc, error: answered.error ?? names.error };
}

export function ReportPrint({ name, search }: Props) {
  const { t } = useTranslation();
  const router = useRouter();
  const { user, company } = useSession();
  const [paper, setPaper] = useState<Paper>(recall(KEPT) === 'a4' ? 'a4' : 'a4Wide');
  const { report, question, doc, error } = useDoc(name, search, paper);
  const size = sizes[paper];
  const fit = useFit(size.width);
  const at = showInstant(new Date().toISOString(), company.time_zone);
  const by = t('print.by', { name: user.name || user.username, at });
  return (
    <div className="print">
      <style>{`@page { size: ${String(size.width)}mm ${String(size.height)}mm; margin: 0 }`}</style>
      <div className="print-bar" role="toolbar" aria-label={t('print.title')}>
        <Button
          onClick={() => {
            if (router.history.canGoBack()) router.history.back();
            else {
              const params = { report: name };
              void router.navigate({ to: '/reports/$report', params, search: said(question) });
            }
          }}
        >
          {t('print.back')}
        </Button>
        <h1>{t('print.of', { label: report.label })}</h1>
        <Select<Paper>
          aria-label={t('print.paper')}
          value={paper}
          options={PAPERS.map((value) => ({ value, label: t(`print.sizes.${value}`) }))}
          onChange={(next) => {
            remember(KEPT, next);
            setPaper(next);
          }}
        />
        <PdfButton
          path={`/api/v1/reports/${name}.pdf`}
          query={{
            ...said(question),
            columns: search['columns'],
            size: paper,
            ...(isChartShown(name) ? {} : { chart: 'false' }),
          }}
          disabled={!doc}
        />
        <Button
          type="primary"
          disabled={!doc}
          onClick={() => {
            window.print();
          }}
        >
          {t('print.print')}
        </Button>
      </div>
      {error && <ProblemAlert error={error} />}
      {!doc && !error && <p className="quiet">{t('app.loading')}</p>}
      <div className="sheets" style={{ zoom: fit }}>
        {doc && <Sheets {...{ doc, size, by }} />}
      </div>
    </div>
  );
}
