import { createRoute } from '@tanstack/react-router';
import { rootRoute } from './root-route.tsx';
import { ShopShell } from './shop-shell.tsx';

/** Layout of every page for buyers: header, page, footer. Areas hang their routes under it. */
export const shopShellRoute = createRoute({ getParentRoute: () => rootRoute, id: 'shop', component: ShopShell });
