/** The address of every report, and what can be done with the rows of some. */
import { getRouteApi } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';

import { AlertActs } from '@/features/planning/AlertActs';
import { LimitActs } from '@/features/planning/LimitActs';
import { ProposalActs } from '@/features/planning/ProposalActs';
import { ReportPage, type Acts } from '@/features/reports/ReportPage';
import { ReportPrint } from '@/features/reports/ReportPrint';
import { may, useSession } from '@/lib/session';
import { Unseen } from './Allowed';

export { SchedulesPage } from '@/features/reports/SchedulesPage';

const route = getRouteApi('/reports/$report');
const printing = getRouteApi('/print/report/$report');

/** By report: what its permission is called, and what is done. */
const ACTS: Partial<Record<string, { form: string; Bar: Acts['Bar'] }>> = {
  alerts: { form: 'stock_alert', Bar: AlertActs },
  replenishment: { form: 'replenishment', Bar: ProposalActs },
  limit_proposals: { form: 'product', Bar: LimitActs },
};

export function ReportRoute() {
  const { t } = useTranslation();
  const { report } = route.useParams();
  const search = route.useSearch();
  const session = useSession();
  if (!session.reports.some((one) => one.name === report)) {
    return <Unseen address={`/api/v1/reports/${encodeURIComponent(report)}/definition`} />;
  }
  const known = ACTS[report];
  const acts = known &&
    may(session, known.form, 'edit') && {
      allLabel: t('planning.chooseAll'),
      label: (what: string) => t('planning.choose', { what }),
      Bar: known.Bar,
    };
  return <ReportPage key={report} name={report} search={search} acts={acts || undefined} />;
}

export function ReportPrintRoute() {
  const { report } = printing.useParams();
  const search = printing.useSearch();
  const session = useSession();
  if (!session.reports.some((one) => one.name === report)) {
    return <Unseen address={`/api/v1/reports/${encodeURIComponent(report)}/definition`} />;
  }
  return <ReportPrint key={report} name={report} search={search} />;
}
