/** The address of every report. */
import { getRouteApi } from '@tanstack/react-router';

import { ReportPage } from '@/features/reports/ReportPage';

const route = getRouteApi('/reports/$report');

export function ReportRoute() {
  const { report } = route.useParams();
  return <ReportPage key={report} name={report} search={route.useSearch()} />;
}
