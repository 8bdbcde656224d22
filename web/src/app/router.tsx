/** Every page and its address. Pages are loaded when they are first opened. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';

import { anySearch, parseSearch, stringifySearch } from './addresses';
import { Coming } from './Coming';
import * as pages from './loadedPages';
import { NotFound } from './NotFound';
import { Shell } from './Shell';

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
  component: lazyRouteComponent(pages.recordPages, 'RecordsRoute'),
});

const importing = createRoute({
  getParentRoute: () => root,
  path: '/records/$form/import',
  validateSearch: anySearch,
  component: lazyRouteComponent(pages.filesPages, 'ImportRoute'),
});

const jobs = createRoute({
  getParentRoute: () => root,
  path: '/jobs',
  component: lazyRouteComponent(pages.filesPages, 'JobsPage'),
});

const proof = createRoute({
  getParentRoute: () => root,
  path: '/proof',
  component: lazyRouteComponent(pages.filesPages, 'ProofRoute'),
});

const record = createRoute({
  getParentRoute: () => root,
  path: '/records/$form/$id',
  component: lazyRouteComponent(pages.recordPages, 'RecordRoute'),
});

const print = createRoute({
  getParentRoute: () => root,
  path: '/print/$form',
  validateSearch: anySearch,
  component: lazyRouteComponent(pages.printPage, 'PrintRoute'),
});

const printReport = createRoute({
  getParentRoute: () => root,
  path: '/print/report/$report',
  validateSearch: anySearch,
  component: lazyRouteComponent(pages.reportPages, 'ReportPrintRoute'),
});

const stock = createRoute({
  getParentRoute: () => root,
  path: '/stock',
  validateSearch: anySearch,
  component: lazyRouteComponent(pages.stockPage, 'StockRoute'),
});

const counts = createRoute({
  getParentRoute: () => root,
  path: '/count',
  component: lazyRouteComponent(pages.countPages, 'CountsRoute'),
});

const count = createRoute({
  getParentRoute: () => root,
  path: '/count/$id',
  component: lazyRouteComponent(pages.countPages, 'CountRoute'),
});

const countReview = createRoute({
  getParentRoute: () => root,
  path: '/count/$id/review',
  component: lazyRouteComponent(pages.countPages, 'ReviewRoute'),
});

const countSheet = createRoute({
  getParentRoute: () => root,
  path: '/count/$id/sheet',
  component: lazyRouteComponent(pages.countPages, 'CountSheetRoute'),
});

const owed = createRoute({
  getParentRoute: () => root,
  path: '/owed',
  validateSearch: anySearch,
  component: lazyRouteComponent(pages.moneyPages, 'OwedRoute'),
});

const periods = createRoute({
  getParentRoute: () => root,
  path: '/periods',
  component: lazyRouteComponent(pages.moneyPages, 'PeriodsRoute'),
});

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$report',
  validateSearch: anySearch,
  component: lazyRouteComponent(pages.reportPages, 'ReportRoute'),
});

const schedules = createRoute({
  getParentRoute: () => root,
  path: '/report-schedules',
  component: lazyRouteComponent(pages.reportPages, 'SchedulesPage'),
});

const people = createRoute({
  getParentRoute: () => root,
  path: '/people',
  component: lazyRouteComponent(pages.teamPages, 'PeopleRoute'),
});

const roles = createRoute({
  getParentRoute: () => root,
  path: '/roles',
  component: lazyRouteComponent(pages.teamPages, 'RolesRoute'),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: '/settings',
  component: lazyRouteComponent(pages.teamPages, 'SettingsRoute'),
});

const setup = createRoute({
  getParentRoute: () => root,
  path: '/setup',
  validateSearch: anySearch,
  component: lazyRouteComponent(pages.setupPage, 'SetupRoute'),
});

const audit = createRoute({
  getParentRoute: () => root,
  path: '/audit',
  validateSearch: anySearch,
  component: lazyRouteComponent(pages.auditPage, 'AuditRoute'),
});

const me = createRoute({
  getParentRoute: () => root,
  path: '/me',
  component: lazyRouteComponent(pages.teamPages, 'MePage'),
});

const notifications = createRoute({
  getParentRoute: () => root,
  path: '/notifications',
  component: lazyRouteComponent(pages.teamPages, 'NotificationsRoute'),
});

const phone = createRoute({
  getParentRoute: () => root,
  path: '/phone',
  component: lazyRouteComponent(pages.phonePages, 'PhoneRoute'),
});

const tasks = createRoute({
  getParentRoute: () => root,
  path: '/phone/$work',
  component: lazyRouteComponent(pages.phonePages, 'TasksRoute'),
});

const task = createRoute({
  getParentRoute: () => root,
  path: '/phone/$work/$form/$id',
  component: lazyRouteComponent(pages.phonePages, 'TaskRoute'),
});

const transfer = createRoute({
  getParentRoute: () => root,
  path: '/phone/transfer',
  component: lazyRouteComponent(pages.phonePages, 'TransferRoute'),
});

const look = createRoute({
  getParentRoute: () => root,
  path: '/phone/look',
  component: lazyRouteComponent(pages.phonePages, 'LookRoute'),
});

const gallery = createRoute({
  getParentRoute: () => root,
  path: '/gallery',
  component: lazyRouteComponent(pages.galleryPage, 'Gallery'),
});

const guide = createRoute({
  getParentRoute: () => root,
  path: '/guide/$page',
  component: lazyRouteComponent(pages.guidePage, 'GuideRoute'),
});

const prints = [print, printReport];
const trade = [home, logIn, list, importing, record, stock, owed, periods, report];
const floor = [counts, count, countReview, countSheet, phone, tasks, task, transfer, look];
const own = [me, notifications, schedules, jobs, guide, gallery];
const administration = [people, roles, settings, setup, audit, proof, ...own];

export const router = createRouter({
  routeTree: root.addChildren([...trade, ...prints, ...floor, ...administration]),
  parseSearch,
  stringifySearch,
  defaultPreload: 'intent',
  // At once said what comes; not a moment longer than it takes.
  defaultPendingComponent: Coming,
  defaultPendingMs: 200,
  defaultPendingMinMs: 0,
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
