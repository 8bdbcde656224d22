/** The addresses of people, roles, settings, one's own account and notifications. */
import { NotificationsPage } from '@/features/notifications/NotificationsPage';
import { MinePanel } from '@/features/planning/MinePanel';
import { SettingsPage } from '@/features/settings/SettingsPage';
import { PeoplePage } from '@/features/team/PeoplePage';
import { RolesPage } from '@/features/team/RolesPage';
import { may, useSession } from '@/lib/session';
import { Allowed } from './Allowed';

export { MePage } from '@/features/settings/MePage';

export function NotificationsRoute() {
  const seesAlerts = may(useSession(), 'stock_alert', 'view');
  return <NotificationsPage>{seesAlerts && <MinePanel />}</NotificationsPage>;
}

export function PeopleRoute() {
  return (
    <Allowed to={['user']}>
      <PeoplePage />
    </Allowed>
  );
}

export function RolesRoute() {
  return (
    <Allowed to={['role']}>
      <RolesPage />
    </Allowed>
  );
}

export function SettingsRoute() {
  return (
    <Allowed to={['setting', 'company']}>
      <SettingsPage />
    </Allowed>
  );
}
