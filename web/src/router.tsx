import { createRouter, type RouterHistory } from '@tanstack/react-router';
import { accountRoutes } from './account/routes.tsx';
import type { adminShellRoute } from './admin/routes.tsx';
import { legalRoutes } from './legal/routes.tsx';
import { type Area, loadedAnew } from './shell/loaded-anew.ts';
import { NotFoundPage } from './shell/not-found-page.tsx';
import { PageFailed } from './shell/page-failed.tsx';
import { PagePending } from './shell/page-pending.tsx';
import { rootRoute } from './shell/root-route.tsx';
import { shopShellRoute } from './shell/shop-shell-route.tsx';
import { shopRoutes } from './shop/routes.tsx';
import type { Language } from './words/language.ts';
import { withLanguage, withoutLanguage } from './words/language-address.ts';

const shop = shopShellRoute.addChildren([...shopRoutes, ...accountRoutes, ...legalRoutes]);

/** What links may lead to: the pages of all areas, whichever of them are loaded. */
const whole = (admin: typeof adminShellRoute) => rootRoute.addChildren([shop, admin]);
/** The routes of all areas. */
export type Tree = ReturnType<typeof whole>;

/** The routes of a document: those of the shop and, with their own bundle, those of its area. */
export async function loadTree(area: Area): Promise<Tree> {
  const own = await ownRoutes(area);
  // The types know the stand-ins by what they stand for.
  return rootRoute.addChildren([shop, ...own, ...loadedAnew(area)]) as unknown as Tree;
}

async function ownRoutes(area: Area) {
  if (area === 'admin') return [(await import('./admin/routes.tsx')).adminShellRoute];
  if (area === 'dev') return [(await import('./dev/routes.tsx')).galleryRoute];
  return [];
}

const rewrites = { fr: rewriteFor('fr'), en: rewriteFor('en') };

/** How addresses show the language: another one for each, so that links are made anew when it changes. */
export function rewriteOf(language: Language) {
  return rewrites[language];
}

function rewriteFor(language: Language) {
  return {
    input: ({ url }: { url: URL }) => {
      url.pathname = withoutLanguage(url.pathname);
      return url;
    },
    output: ({ url }: { url: URL }) => {
      const shown = new URL(url);
      shown.pathname = withLanguage(url.pathname, language);
      return shown;
    },
  };
}

interface RouterInput {
  tree: Tree;
  language: Language;
  /** The browser's, unless told. */
  history?: RouterHistory;
}

/** The one router. Pages are loaded when a pointer or the focus comes near their link, skeletons show after 150 ms. */
export function createShopRouter({ tree, language, history }: RouterInput) {
  return createRouter({
    routeTree: tree,
    rewrite: rewriteOf(language),
    ...(history ? { history } : {}),
    defaultPreload: 'intent',
    defaultPendingMs: 150,
    defaultPendingMinMs: 200,
    defaultPendingComponent: PagePending,
    defaultErrorComponent: PageFailed,
    defaultNotFoundComponent: NotFoundPage,
    // A server has nothing to scroll.
    scrollRestoration: history === undefined,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createShopRouter>;
  }
}
