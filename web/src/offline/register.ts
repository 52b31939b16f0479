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
  registered.catch(() => undefined);
}
