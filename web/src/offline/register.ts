import { noteNewVersion } from './new-version.ts';

/** A page that stays open looks for a newer version this often. */
const LOOK_AGAIN_MS = 30 * 60_000;

/**
 * Registers the service worker of the built pages: a scanner has one of its own, so that it starts without a connection and
 * without the shop. Browsers allow it on secure pages only; without it nothing is lost.
 */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  const isGate = /^\/controle(\/|$)/.test(location.pathname);
  const registered = isGate
    ? navigator.serviceWorker.register('/controle-sw.js', { scope: '/controle' })
    : navigator.serviceWorker.register('/sw.js');
  registered.then(tellOfNewVersions, () => undefined);
}

/** The worker of another build has taken over: this page is of an older one. The first worker ever is no news. */
function tellOfNewVersions(registration: ServiceWorkerRegistration): void {
  let had = navigator.serviceWorker.controller !== null;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (had) noteNewVersion();
    had = true;
  });
  // Without a connection there is nothing to find.
  setInterval(() => void registration.update().catch(() => undefined), LOOK_AGAIN_MS);
}
