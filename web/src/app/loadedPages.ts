/** Pages that are loaded when they are first opened, with the words that they say. */
import { withWords } from '@/i18n';

export const recordPages = withWords(
  () => import('./pages'),
  'common',
  'lists',
  'records',
  'lines',
);
export const filesPages = withWords(
  () => import('./filesPages'),
  'common',
  'lists',
  'administration',
);
export const printPage = withWords(() => import('./printPage'), 'common', 'records');
export const stockPage = withWords(() => import('./stockPage'), 'common', 'stock');
export const countPages = withWords(
  () => import('./countPages'),
  ...(['common', 'counting', 'phone', 'scan'] as const),
);
export const moneyPages = withWords(() => import('./moneyPages'), 'common', 'money');
export const reportPages = withWords(
  () => import('./reportPages'),
  'common',
  'reports',
  'schedules',
  'records',
  'lists',
  'planning',
);
export const teamPages = withWords(
  () => import('./teamPages'),
  'common',
  'administration',
  'planning',
  'overlays',
);
export const setupPage = withWords(
  () => import('./setupPage'),
  'common',
  'lists',
  'administration',
  'setup',
);
export const auditPage = withWords(() => import('./auditPage'), 'common', 'administration');
export const phonePages = withWords(() => import('./phonePages'), 'phone', 'scan');
export const galleryPage = withWords(
  () => import('./galleryPage'),
  'common',
  'lists',
  'records',
  'lines',
);
export const guidePage = withWords(() => import('./guidePage'), 'overlays');
