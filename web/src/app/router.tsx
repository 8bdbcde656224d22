/** Every page and its address. Pages are loaded when they are first opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';

import { NotFound } from './NotFound';
import { Shell } from './Shell';

/** Plain text on both sides of the `=`: addresses that people can read and send. */
type Search = Record<string, string>;

function parseSearch(text: string): Search {
  return Object.fromEntries(new URLSearchParams(text));
}

function stringifySearch(search: Record<string, unknown>): string {
  const parts = new URLSearchParams();
  for (const [name, value] of Object.entries(search)) {
    if (typeof value === 'string' && value) parts.set(name, value);
  }
  const text = parts.toString().replaceAll('%2C', ',');
  return text ? `?${text}` : '';
}

const anySearch = (search: Record<string, unknown>): Search => search as Search;

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
  component: lazyRouteComponent(() => import('./pages'), 'RecordsRoute'),
});

const create = createRoute({
  getParentRoute: () => root,
  path: '/records/$form/new',
  component: lazyRouteComponent(() => import('./pages'), 'NewRecordRoute'),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: '/records/$form/import',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('./filesPages'), 'ImportRoute'),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: lazyRouteComponent(() => import('./filesPages'), 'JobsPage'),
});

const proof = createRoute({
  getParentRoute: () => root,
  path: '/proof',
  component: lazyRouteComponent(() => import('./filesPages'), 'ProofRoute'),
});

const record = createRoute({
  getParentRoute: () => root,
  path: '/records/$form/$id',
  component: lazyRouteComponent(() => import('./pages'), 'RecordRoute'),
});

const print = createRoute({
  getParentRoute: () => root,
  path: '/print/$form',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('./printPage'), 'PrintRoute'),
});

const stock = createRoute({
  getParentRoute: () => root,
  path: '/stock',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('./stockPage'), 'StockRoute'),
});

const counts = createRoute({
  getParentRoute: () => root,
  path: '/count',
  component: lazyRouteComponent(() => import('./countPages'), 'CountsRoute'),
});

const count = createRoute({
  getParentRoute: () => root,
  path: '/count/$id',
  component: lazyRouteComponent(() => import('./countPages'), 'CountRoute'),
});

const countReview = createRoute({
  getParentRoute: () => root,
  path: '/count/$id/review',
  component: lazyRouteComponent(() => import('./countPages'), 'ReviewRoute'),
});

const countSheet = createRoute({
  getParentRoute: () => root,
  path: '/count/$id/sheet',
  component: lazyRouteComponent(() => import('./countPages'), 'CountSheetRoute'),
});

const owed = createRoute({
  getParentRoute: () => root,
  path: '/owed',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('./moneyPages'), 'OwedRoute'),
});

const periods = createRoute({
  getParentRoute: () => root,
  path: '/periods',
  component: lazyRouteComponent(() => import('./moneyPages'), 'PeriodsRoute'),
});

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$report',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('./reportPages'), 'ReportRoute'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(() => import('./teamPages'), 'PeopleRoute'),
});

const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  component: lazyRouteComponent(() => import('./teamPages'), 'RolesRoute'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(() => import('./teamPages'), 'SettingsRoute'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: anySearch,
  component: lazyRouteComponent(() => import('./auditPage'), 'AuditRoute'),
});

const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(() => import('./teamPages'), 'MePage'),
});

const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  component: lazyRouteComponent(() => import('./teamPages'), 'NotificationsRoute'),
});

const phone = createRoute({
  getParentRoute: () => root,
  path: '/phone',
  component: lazyRouteComponent(() => import('./phonePages'), 'PhoneRoute'),
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/phone/$work',
  component: lazyRouteComponent(() => import('./phonePages'), 'TasksRoute'),
});

const task = createRoute({
  getParentRoute: () => root,
  path: '/phone/$work/$form/$id',
  component: lazyRouteComponent(() => import('./phonePages'), 'TaskRoute'),
});

const transfer = createRoute({
  getParentRoute: () => root,
  path: '/phone/transfer',
  component: lazyRouteComponent(() => import('./phonePages'), 'TransferRoute'),
});

const look = createRoute({
  getParentRoute: () => root,
  path: '/phone/look',
  component: lazyRouteComponent(() => import('./phonePages'), 'LookRoute'),
});

const guide = createRoute({
  getParentRoute: () => root,
  path: '/guide/$page',
  component: lazyRouteComponent(() => import('./guidePage'), 'GuideRoute'),
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
