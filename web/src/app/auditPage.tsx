/** The address of the audit log. */
import { getRouteApi } from '@tanstack/react-router';

import { AuditPage } from '@/features/audit/AuditPage';

const route = getRouteApi('/audit');

export function AuditRoute() {
  return <AuditPage search={route.useSearch()} />;
}
