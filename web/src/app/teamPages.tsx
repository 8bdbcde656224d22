/** The addresses of people, roles, settings, one's own account and notifications. */
import { SettingsPage } from '@/features/settings/SettingsPage';
import { PeoplePage } from '@/features/team/PeoplePage';
import { RolesPage } from '@/features/team/RolesPage';
import { Allowed } from './Allowed';

export { NotificationsPage } from '@/features/notifications/NotificationsPage';
export { MePage } from '@/features/settings/MePage';

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
