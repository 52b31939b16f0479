import { createRouter } from '@tanstack/react-router';
import { accountRoutes } from './account/routes.tsx';
import { adminShellRoute } from './admin/routes.tsx';
import { gateShellRoute } from './gate/routes.tsx';
import { legalRoutes } from './legal/routes.tsx';
import { followNavigation } from './shell/follow-navigation.ts';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { PageFailed } from './shell/page-failed.tsx';
import { PagePending } from './shell/page-pending.tsx';
import { rootRoute } from './shell/root-route.tsx';
import { shopShellRoute } from './shell/shop-shell-route.tsx';
import { shopRoutes } from './shop/routes.tsx';

const routeTree = rootRoute.addChildren([
  shopShellRoute.addChildren([...shopRoutes, ...accountRoutes, ...legalRoutes]),
  gateShellRoute,
  adminShellRoute,
]);

/** The one router. Pages are loaded when a pointer or the focus comes near their link, skeletons show after 150 ms. */
export const router = createRouter({
  routeTree,
  defaultPreload: 'intent',
  defaultPendingMs: 150,
  defaultPendingMinMs: 200,
  defaultPendingComponent: PagePending,
  defaultErrorComponent: PageFailed,
  defaultNotFoundComponent: NotFoundPage,
  scrollRestoration: true,
});

followNavigation(router);

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
