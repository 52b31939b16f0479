/** Registers the service worker of the built pages. Browsers allow it on secure pages only; without it nothing is lost. */
export function registerServiceWorker(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return;
  navigator.serviceWorker.register('/sw.js').catch(() => undefined);
}
