/** The addresses of people, roles, settings and one's own account. */
export { MePage } from '@/features/settings/MePage';
export { SettingsPage } from '@/features/settings/SettingsPage';
export { PeoplePage } from '@/features/team/PeoplePage';
export { RolesPage } from '@/features/team/RolesPage';
