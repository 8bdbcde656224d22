/** Every page and its address. Pages are loaded when they are first opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';

import { withWords } from '@/i18n';
import { anySearch, parseSearch, stringifySearch } from './addresses';
import { NotFound } from './NotFound';
import { Shell } from './Shell';

// Pages come with the words that they say.
const recordPages = withWords(() => import('./pages'), 'common', 'lists', 'records', 'lines');
const filesPages = withWords(() => import('./filesPages'), 'common', 'lists', 'administration');
const printPage = withWords(() => import('./printPage'), 'common', 'records');
const stockPage = withWords(() => import('./stockPage'), 'common', 'stock');
const countPages = withWords(() => import('./countPages'), 'counting', 'scan');
const moneyPages = withWords(() => import('./moneyPages'), 'common', 'money');
const reportPages = withWords(() => import('./reportPages'), 'common', 'reports', 'planning');
const teamPages = withWords(
  () => import('./teamPages'),
  'common',
  'administration',
  'planning',
  'overlays',
);
const auditPage = withWords(() => import('./auditPage'), 'common', 'administration');
const phonePages = withWords(() => import('./phonePages'), 'phone', 'scan');
const guidePage = withWords(() => import('./guidePage'), 'overlays');

const root = createRootRoute({ component: Shell, notFoundComponent: NotFound });

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  component: lazyRouteComponent(() => import('./Home'), 'Home'),
});

const logIn = createRoute({
  getParentRoute: () => root,
  path: '/login',
  beforeLoad: () => {
    // Whoever sees routes at all is logged in already; the router reads this value.
    throw redirect({ to: '/' });
  },
});

const list = createRoute({
  getParentRoute: () => root,
  path: '/records/$form',
  validateSearch: anySearch,
  component: lazyRouteComponent(recordPages, 'RecordsRoute'),
});

const create = createRoute({
  getParentRoute: () => root,
  path: '/records/$form/new',
  component: lazyRouteComponent(recordPages, 'NewRecordRoute'),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: '/records/$form/import',
  validateSearch: anySearch,
  component: lazyRouteComponent(filesPages, 'ImportRoute'),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: lazyRouteComponent(filesPages, 'JobsPage'),
});

const proof = createRoute({
  getParentRoute: () => root,
  path: '/proof',
  component: lazyRouteComponent(filesPages, 'ProofRoute'),
});

const record = createRoute({
  getParentRoute: () => root,
  path: '/records/$form/$id',
  component: lazyRouteComponent(recordPages, 'RecordRoute'),
});

const print = createRoute({
  getParentRoute: () => root,
  path: '/print/$form',
  validateSearch: anySearch,
  component: lazyRouteComponent(printPage, 'PrintRoute'),
});

const stock = createRoute({
  getParentRoute: () => root,
  path: '/stock',
  validateSearch: anySearch,
  component: lazyRouteComponent(stockPage, 'StockRoute'),
});

const counts = createRoute({
  getParentRoute: () => root,
  path: '/count',
  component: lazyRouteComponent(countPages, 'CountsRoute'),
});

const count = createRoute({
  getParentRoute: () => root,
  path: '/count/$id',
  component: lazyRouteComponent(countPages, 'CountRoute'),
});

const countReview = createRoute({
  getParentRoute: () => root,
  path: '/count/$id/review',
  component: lazyRouteComponent(countPages, 'ReviewRoute'),
});

const countSheet = createRoute({
  getParentRoute: () => root,
  path: '/count/$id/sheet',
  component: lazyRouteComponent(countPages, 'CountSheetRoute'),
});

const owed = createRoute({
  getParentRoute: () => root,
  path: '/owed',
  validateSearch: anySearch,
  component: lazyRouteComponent(moneyPages, 'OwedRoute'),
});

const periods = createRoute({
  getParentRoute: () => root,
  path: '/periods',
  component: lazyRouteComponent(moneyPages, 'PeriodsRoute'),
});

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$report',
  validateSearch: anySearch,
  component: lazyRouteComponent(reportPages, 'ReportRoute'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(teamPages, 'PeopleRoute'),
});

const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  component: lazyRouteComponent(teamPages, 'RolesRoute'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(teamPages, 'SettingsRoute'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: anySearch,
  component: lazyRouteComponent(auditPage, 'AuditRoute'),
});

const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(teamPages, 'MePage'),
});

const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  component: lazyRouteComponent(teamPages, 'NotificationsRoute'),
});

const phone = createRoute({
  getParentRoute: () => root,
  path: '/phone',
  component: lazyRouteComponent(phonePages, 'PhoneRoute'),
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/phone/$work',
  component: lazyRouteComponent(phonePages, 'TasksRoute'),
});

const task = createRoute({
  getParentRoute: () => root,
  path: '/phone/$work/$form/$id',
  component: lazyRouteComponent(phonePages, 'TaskRoute'),
});

const transfer = createRoute({
  getParentRoute: () => root,
  path: '/phone/transfer',
  component: lazyRouteComponent(phonePages, 'TransferRoute'),
});

const look = createRoute({
  getParentRoute: () => root,
  path: '/phone/look',
  component: lazyRouteComponent(phonePages, 'LookRoute'),
});

const guide = createRoute({
  getParentRoute: () => root,
  path: '/guide/$page',
  component: lazyRouteComponent(guidePage, 'GuideRoute'),
});

const pages = [home, logIn, list, create, importing, record, print, stock, owed, periods, report];
const counting = [counts, count, countReview, countSheet];
const shelves = [phone, tasks, task, transfer, look];
const administration = [people, roles, settings, audit, me, notifications, jobs, proof, guide];

export const router = createRouter({
  routeTree: root.addChildren([...pages, ...counting, ...shelves, ...administration]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
