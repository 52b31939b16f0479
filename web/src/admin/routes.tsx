import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { requireLogin } from '../shell/require-login.ts';
import { rootRoute } from '../shell/root-route.tsx';
import { readSessionFilter } from './catalogue/session-filter.ts';
import { readJournalFilter } from './journal-filter.ts';
import { readOrdersFilter } from './orders-filter.ts';
import { readReportFilter } from './report-filter.ts';
import { readPeopleSearch } from './people-search.ts';

const pages = () => import('./pages.ts');

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin',
  beforeLoad: requireLogin,
  component: lazyRouteComponent(pages, 'AdminShell'),
});
const getParentRoute = () => shellRoute;

const overviewRoute = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(pages, 'OverviewPage'),
});

const reportsRoute = createRoute({
  getParentRoute,
  path: '/rapports',
  validateSearch: readReportFilter,
  component: lazyRouteComponent(pages, 'ReportsPage'),
});

const ordersRoute = createRoute({
  getParentRoute,
  path: '/commandes',
  validateSearch: readOrdersFilter,
  component: lazyRouteComponent(pages, 'OrdersPage'),
});

const orderRoute = createRoute({
  getParentRoute: () => ordersRoute,
  path: '/$code',
  component: lazyRouteComponent(pages, 'OrderPanel'),
});

const journalRoute = createRoute({
  getParentRoute,
  path: '/journal',
  validateSearch: readJournalFilter,
  component: lazyRouteComponent(pages, 'JournalPage'),
});

const invariantsRoute = createRoute({
  getParentRoute,
  path: '/promesses',
  component: lazyRouteComponent(pages, 'InvariantsPage'),
});

const gatesRoute = createRoute({
  getParentRoute,
  path: '/portes',
  component: lazyRouteComponent(pages, 'GatesPage'),
});

const liveGateRoute = createRoute({
  getParentRoute,
  path: '/portes/$sessionCode',
  component: lazyRouteComponent(pages, 'LiveGatePage'),
});

const scanLogRoute = createRoute({
  getParentRoute,
  path: '/portes/$sessionCode/controles',
  component: lazyRouteComponent(pages, 'ScanLogPage'),
});

const devicesRoute = createRoute({
  getParentRoute,
  path: '/terminaux',
  component: lazyRouteComponent(pages, 'DevicesPage'),
});

const conflictsRoute = createRoute({
  getParentRoute,
  path: '/conflits',
  component: lazyRouteComponent(pages, 'ConflictsPage'),
});

const settingsRoute = createRoute({
  getParentRoute,
  path: '/reglages',
  component: lazyRouteComponent(pages, 'SettingsPage'),
});

const peopleRoute = createRoute({
  getParentRoute,
  path: '/personnes',
  validateSearch: readPeopleSearch,
  component: lazyRouteComponent(pages, 'PeoplePage'),
});

const sessionsRoute = createRoute({
  getParentRoute,
  path: '/epreuves',
  validateSearch: readSessionFilter,
  component: lazyRouteComponent(pages, 'SessionsPage'),
});

const newSessionRoute = createRoute({
  getParentRoute,
  path: '/epreuves/creer',
  component: lazyRouteComponent(pages, 'NewSessionPage'),
});

const editSessionRoute = createRoute({
  getParentRoute,
  path: '/epreuves/$code',
  component: lazyRouteComponent(pages, 'EditSessionPage'),
});

const offersRoute = createRoute({
  getParentRoute,
  path: '/offres',
  component: lazyRouteComponent(pages, 'OffersPage'),
});

const placesRoute = createRoute({
  getParentRoute,
  path: '/lieux',
  component: lazyRouteComponent(pages, 'PlacesPage'),
});

const importRoute = createRoute({
  getParentRoute,
  path: '/import',
  component: lazyRouteComponent(pages, 'ImportPage'),
});

/** The back office: its own dense layout. */
export const adminShellRoute = shellRoute.addChildren([
  overviewRoute,
  reportsRoute,
  sessionsRoute,
  newSessionRoute,
  editSessionRoute,
  offersRoute,
  placesRoute,
  importRoute,
  gatesRoute,
  liveGateRoute,
  scanLogRoute,
  devicesRoute,
  conflictsRoute,
  peopleRoute,
  settingsRoute,
  ordersRoute.addChildren([orderRoute]),
  journalRoute,
  invariantsRoute,
]);
