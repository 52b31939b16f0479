import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../shell/root-route.tsx';

const pages = () => import('./pages.ts');

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'gate',
  component: lazyRouteComponent(pages, 'GateShell'),
});

/**
 * Camera and wasm are allowed by the headers of this page alone, and a document keeps the headers it was loaded with:
 * whoever comes from the shop by a link loads the page anew.
 */
async function loadedHere(): Promise<void> {
  const [document_] = performance.getEntriesByType('navigation');
  if (document_ === undefined || new URL(document_.name).pathname === '/controle') return;
  location.assign('/controle');
  await new Promise(() => undefined);
}

const controlRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/controle',
  beforeLoad: loadedHere,
  component: lazyRouteComponent(pages, 'ControlPage'),
});

/** Gate control: its own dark, full-screen layout. */
export const gateShellRoute = shellRoute.addChildren([controlRoute]);
