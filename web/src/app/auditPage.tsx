/** The address of the audit log. */
import { getRouteApi } from '@tanstack/react-router';

import { AuditPage } from '@/features/audit/AuditPage';
import { Allowed } from './Allowed';

const route = getRouteApi('/audit');

export function AuditRoute() {
  const search = route.useSearch();
  return (
    <Allowed to={['audit']}>
      <AuditPage search={search} />
    </Allowed>
  );
}
