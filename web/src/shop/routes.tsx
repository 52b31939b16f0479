import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query-client.ts';
import { shopShellRoute } from '../shell/shop-shell-route.tsx';
import { nextSessionsQuery, offersQuery, sessionPagesQuery, sessionQuery } from './parts/queries.ts';
import { readSessionSearch } from './parts/session-search.ts';

const pages = () => import('./pages.ts');
const getParentRoute = () => shopShellRoute;

// Loaders only set the requests going, beside the bundle of the page: the page shows what comes and what fails. Passing
// over a link loads the bundle but asks nothing of the server.
const homeRoute = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(pages, 'HomePage'),
  loader: ({ cause }) => {
    if (cause === 'preload') return;
    void queryClient.prefetchQuery(nextSessionsQuery);
    void queryClient.prefetchQuery(offersQuery);
  },
});

const sessionsRoute = createRoute({
  getParentRoute,
  path: '/epreuves',
  validateSearch: readSessionSearch,
  component: lazyRouteComponent(pages, 'SessionsPage'),
  loaderDeps: ({ search }) => search,
  loader: ({ cause, deps }) => {
    if (cause !== 'preload') void queryClient.prefetchInfiniteQuery(sessionPagesQuery(deps));
  },
});

const sessionRoute = createRoute({
  getParentRoute,
  path: '/epreuves/$code',
  component: lazyRouteComponent(pages, 'SessionPage'),
  loader: ({ cause, params }) => {
    if (cause !== 'preload') void queryClient.prefetchQuery(sessionQuery(params.code));
  },
});

const cartRoute = createRoute({ getParentRoute, path: '/panier', component: lazyRouteComponent(pages, 'CartPage') });

/** Pages open to anyone. */
export const shopRoutes = [homeRoute, sessionsRoute, sessionRoute, cartRoute] as const;
