import type { AnyRouter } from '@tanstack/react-router';

let watched = false;

function isPaymentPath(path: string): boolean {
  return path.startsWith('/paiement/');
}

/**
 * Was this document loaded as a payment page? Only then the server let it load Stripe: a content security policy is that of
 * the document, and a change of page inside the application does not change it.
 */
export function mayLoadStripe(): boolean {
  const [loaded] = performance.getEntriesByType('navigation');
  return loaded === undefined || isPaymentPath(new URL(loaded.name).pathname);
}

/** Once Stripe is loaded, every page but the payment's is loaded anew: the script of others stays where cards are typed. */
export function leaveStripeBehind(router: AnyRouter): void {
  if (watched) return;
  watched = true;
  router.subscribe('onBeforeLoad', ({ toLocation }) => {
    if (!isPaymentPath(toLocation.pathname)) window.location.assign(toLocation.href);
  });
}
