import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shopShellRoute } from '../shell/shop-shell-route.tsx';

const pages = () => import('./pages.ts');
const getParentRoute = () => shopShellRoute;

const homeRoute = createRoute({ getParentRoute, path: '/', component: lazyRouteComponent(pages, 'HomePage') });

const sessionsRoute = createRoute({
  getParentRoute,
  path: '/epreuves',
  component: lazyRouteComponent(pages, 'SessionsPage'),
});

const sessionRoute = createRoute({
  getParentRoute,
  path: '/epreuves/$code',
  component: lazyRouteComponent(pages, 'SessionPage'),
});

const cartRoute = createRoute({ getParentRoute, path: '/panier', component: lazyRouteComponent(pages, 'CartPage') });

/** Pages open to anyone. */
export const shopRoutes = [homeRoute, sessionsRoute, sessionRoute, cartRoute] as const;
