import { startTransition } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { startCartSync } from './api/cart-sync.ts';
import { startLogin } from './api/login.ts';
import { queryClient } from './api/query-client.ts';
import { App } from './app.tsx';
import { forgetDrawnPage, renewDrawnPage, takeDrawnPage } from './drawn-page.ts';
import { keepInstallOffer } from './offline/install-offer.ts';
import { registerServiceWorker } from './offline/register.ts';
import { createShopRouter, loadTree, rewriteOf } from './router.tsx';
import { followNavigation } from './shell/follow-navigation.ts';
import { areaOf } from './shell/loaded-anew.ts';
import { pause, whenAtRest } from './shell/pauses.ts';
import { reportFailures } from './shell/report-failures.ts';
// The first one fixes the order of the layers: reset below components.
import './ui/styles.css';
import './shop/shop.css';
import { chosenLanguage, currentLanguage, onLanguageChange, startLanguage } from './words/language.ts';
import { languageOfPath, withLanguage, withoutLanguage } from './words/language-address.ts';

await start();

async function start(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has no #root');
  reportFailures();
  const area = areaOf(withoutLanguage(location.pathname));
  // Scanners are installed by who runs the gates, as an application of their own.
  if (area === 'shop') keepInstallOffer();
  // The files of the page have just been run.
  await pause();
  const said = languageOfPath(location.pathname);
  const chosen = chosenLanguage();
  // French pages say it by saying nothing: to who has chosen another language they are drawn anew in that.
  const drawn = ((said ?? 'fr') !== 'fr' || chosen === undefined || chosen === 'fr') && takeDrawnPage();
  startLanguage(drawn || said !== 'fr' ? said : undefined);
  startLogin();
  startCartSync();
  if (drawn) await pause();
  // A page that is drawn already needs neither to come alive; tickets without a connection do.
  if (drawn) whenAtRest(startOffline);
  else startOffline();

  const tree = await loadTree(area);
  const router = createShopRouter({ tree, language: currentLanguage() });
  if (drawn) await pause();
  followNavigation(router);
  followLanguage(router);
  const app = <App queryClient={queryClient} router={router} onDrawn={renewLater} />;
  if (!drawn) {
    forgetDrawnPage();
    createRoot(root).render(app);
    return;
  }
  // Drawn as the server has drawn it: without the boundary around all that waits for the first page.
  router.ssr = { manifest: undefined };
  await router.load();
  await pause();
  // In pieces: the page answers to fingers meanwhile.
  startTransition(() => void hydrateRoot(root, app));
  router.subscribe('onBeforeLoad', ({ fromLocation, pathChanged }) => {
    if (fromLocation && pathChanged) forgetDrawnPage();
  });
}

/** The page was drawn a moment ago: what has changed since can wait until all of it has come alive. */
function renewLater(): void {
  whenAtRest(renewDrawnPage);
}

function startOffline(): void {
  void import('./offline/kept-tickets.ts').then(({ startKeepingTickets }) => startKeepingTickets(queryClient));
  registerServiceWorker();
}

/** Keeps the address in the language that is shown; the page and its place stay. */
function followLanguage(router: ReturnType<typeof createShopRouter>): void {
  onLanguageChange(() => {
    const language = currentLanguage();
    router.update({ ...router.options, rewrite: rewriteOf(language) });
    const { pathname, search, hash } = location;
    const path = withLanguage(withoutLanguage(pathname), language);
    if (path !== pathname) history.replaceState(history.state, '', `${path}${search}${hash}`);
  });
}
