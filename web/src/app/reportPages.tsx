/** The address of every report. */
import { getRouteApi } from '@tanstack/react-router';

import { ReportPage } from '@/features/reports/ReportPage';
import { useSession } from '@/lib/session';
import { Unseen } from './Allowed';

const route = getRouteApi('/reports/$report');

export function ReportRoute() {
  const { report } = route.useParams();
  const search = route.useSearch();
  const { reports } = useSession();
  if (!reports.some((one) => one.name === report)) {
    return <Unseen address={`/api/v1/reports/${encodeURIComponent(report)}/definition`} />;
  }
  return <ReportPage key={report} name={report} search={search} />;
}
