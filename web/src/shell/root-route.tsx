import { createRootRoute, type ErrorComponentProps, Outlet } from '@tanstack/react-router';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFailed } from './page-failed.tsx';
import { PageFrame } from './page-frame.tsx';
import { ShopShell } from './shop-shell.tsx';

/** The top of the tree: what is on every page, and the page. */
export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: Failed,
});

function Root() {
  return (
    <PageFrame>
      <Outlet />
    </PageFrame>
  );
}

/** An address without a route still gets the header, to go on from there. */
function NotFound() {
  return (
    <ShopShell>
      <NotFoundPage />
    </ShopShell>
  );
}

/** A fault of the layout itself: no header, it may be what failed. */
function Failed(props: ErrorComponentProps) {
  return (
    <main id="contenu" className="wrap py-10">
      <PageFailed {...props} />
    </main>
  );
}
