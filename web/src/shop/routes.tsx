import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { queryClient } from '../api/query-client.ts';
import { shopShellRoute } from '../shell/shop-shell-route.tsx';
import { nextSessionsQuery, offersQuery, sessionPagesQuery, sessionQuery } from './parts/queries.ts';
import { readSessionSearch } from './parts/session-search.ts';

const home = () => import('./pages/home-page.tsx');
const sessions = () => import('./pages/sessions-page.tsx');
const session = () => import('./pages/session-page.tsx');
const cart = () => import('./pages/cart-page.tsx');
const getParentRoute = () => shopShellRoute;

// Loaders only set the requests going, beside the bundle of the page: the page shows what comes and what fails. Passing
// over a link loads the bundle but asks nothing of the server.
const homeRoute = createRoute({
  getParentRoute,
  path: '/',
  component: lazyRouteComponent(home, 'HomePage'),
  loader: ({ cause }) => {
    if (import.meta.env.SSR || cause === 'preload') return;
    void queryClient.prefetchQuery(nextSessionsQuery);
    void queryClient.prefetchQuery(offersQuery);
  },
});

const sessionsRoute = createRoute({
  getParentRoute,
  path: '/epreuves',
  validateSearch: readSessionSearch,
  component: lazyRouteComponent(sessions, 'SessionsPage'),
  loaderDeps: ({ search }) => search,
  loader: ({ cause, deps }) => {
    if (!import.meta.env.SSR && cause !== 'preload') void queryClient.prefetchInfiniteQuery(sessionPagesQuery(deps));
  },
});

const sessionRoute = createRoute({
  getParentRoute,
  path: '/epreuves/$code',
  component: lazyRouteComponent(session, 'SessionPage'),
  loader: ({ cause, params }) => {
    if (!import.meta.env.SSR && cause !== 'preload') void queryClient.prefetchQuery(sessionQuery(params.code));
  },
});

const cartRoute = createRoute({ getParentRoute, path: '/panier', component: lazyRouteComponent(cart, 'CartPage') });

/** Pages open to anyone. */
export const shopRoutes = [homeRoute, sessionsRoute, sessionRoute, cartRoute] as const;
