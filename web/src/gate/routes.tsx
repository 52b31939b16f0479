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
async function loadedHere({ location: to }: { location: { href: string } }): Promise<void> {
  const [document_] = performance.getEntriesByType('navigation');
  if (document_ === undefined || isGate(new URL(document_.name).pathname)) return;
  location.assign(to.href);
  await new Promise(() => undefined);
}

function isGate(path: string): boolean {
  return path === '/controle' || path.startsWith('/controle/');
}

const controlRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/controle',
  beforeLoad: loadedHere,
  component: lazyRouteComponent(pages, 'ControlPage'),
});

const enrolRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/controle/enroler',
  beforeLoad: loadedHere,
  component: lazyRouteComponent(pages, 'EnrolPage'),
});

/** Gate control: its own dark, full-screen layout. */
export const gateShellRoute = shellRoute.addChildren([controlRoute, enrolRoute]);
