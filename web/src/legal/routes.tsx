import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shopShellRoute } from '../shell/shop-shell-route.tsx';

const pages = () => import('./pages.ts');
const getParentRoute = () => shopShellRoute;

const saleTermsRoute = createRoute({
  getParentRoute,
  path: '/conditions',
  component: lazyRouteComponent(pages, 'SaleTermsPage'),
});

const oldTermsRoute = createRoute({
  getParentRoute,
  path: '/conditions/$version',
  component: lazyRouteComponent(pages, 'OldTermsPage'),
});

const useTermsRoute = createRoute({
  getParentRoute,
  path: '/conditions-utilisation',
  component: lazyRouteComponent(pages, 'UseTermsPage'),
});

const privacyRoute = createRoute({
  getParentRoute,
  path: '/confidentialite',
  component: lazyRouteComponent(pages, 'PrivacyPage'),
});

const cookiesRoute = createRoute({
  getParentRoute,
  path: '/cookies',
  component: lazyRouteComponent(pages, 'CookiesPage'),
});

const noticeRoute = createRoute({
  getParentRoute,
  path: '/mentions-legales',
  component: lazyRouteComponent(pages, 'NoticePage'),
});

const accessibilityRoute = createRoute({
  getParentRoute,
  path: '/accessibilite',
  component: lazyRouteComponent(pages, 'AccessibilityPage'),
});

const contactRoute = createRoute({
  getParentRoute,
  path: '/contact',
  component: lazyRouteComponent(pages, 'ContactPage'),
});

/** What the law wants to be read by anyone. */
export const legalRoutes = [
  saleTermsRoute,
  oldTermsRoute,
  useTermsRoute,
  privacyRoute,
  cookiesRoute,
  noticeRoute,
  accessibilityRoute,
  contactRoute,
] as const;
