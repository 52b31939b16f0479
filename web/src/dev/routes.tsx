import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../shell/root-route.tsx';

/** Every component in every state, for who builds pages. Only a demonstration has this address. */
export const galleryRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/dev/ui',
  component: lazyRouteComponent(() => import('./gallery-page.tsx'), 'GalleryPage'),
});
