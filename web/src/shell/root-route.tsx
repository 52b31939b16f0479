import { createRootRoute, Outlet } from '@tanstack/react-router';
import { LiveRegions } from '../ui/live.tsx';
import { commonWords } from '../words/common.ts';
import { useWords } from '../words/book.ts';

/** The top of the tree: the skip link, the page, the two live regions. */
export const rootRoute = createRootRoute({ component: Root });

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
      <LiveRegions />
    </>
  );
}
