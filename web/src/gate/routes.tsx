import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../shell/root-route.tsx';

const pages = () => import('./pages.ts');

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'gate',
  component: lazyRouteComponent(pages, 'GateShell'),
});

const controlRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/controle',
  component: lazyRouteComponent(pages, 'ControlPage'),
});

const enrolRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/controle/enroler',
  component: lazyRouteComponent(pages, 'EnrolPage'),
});

/** Gate control: its own dark, full-screen layout. */
export const gateShellRoute = shellRoute.addChildren([controlRoute, enrolRoute]);
