import { createRootRoute, type ErrorComponentProps, Outlet } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useOpenStepUp } from '../api/step-up.ts';
import { LiveRegions } from '../ui/live.tsx';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';
import { NotFoundPage } from './not-found-page.tsx';
import { PageFailed } from './page-failed.tsx';
import { ShopLook } from './shop-news.tsx';
import { ShopShell } from './shop-shell.tsx';

/** The top of the tree: the skip link, the page, the two live regions. */
export const rootRoute = createRootRoute({
  component: Root,
  notFoundComponent: NotFound,
  errorComponent: Failed,
});

function Root() {
  const w = useWords(commonWords);
  return (
    <>
      <a
        href="#contenu"
        className="sr-only z-50 rounded-field bg-paper px-4 py-3 text-cobalt focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {w.skipToContent}
      </a>
      <Outlet />
      <ShopLook />
      <StepUp />
      <LiveRegions />
    </>
  );
}

const StepUpDialog = lazy(() => import('./step-up-dialog.tsx').then((module) => ({ default: module.StepUpDialog })));

/** The question who is there, loaded when it is asked. */
function StepUp() {
  const asked = useOpenStepUp();
  return asked === undefined ? null : (
    <Suspense>
      <StepUpDialog asked={asked} />
    </Suspense>
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
