import type { PageError } from '@og-tickets/contract/page-errors.ts';

const told = new Set<string>();

/**
 * Tells the shop of a fault, once of each: its kind and place, and the page without its query. Refusals are no faults. Throws
 * when the shop cannot be reached.
 */
export async function sendFailure(fault: Error): Promise<void> {
  const { name, message, stack = '' } = fault;
  const isRefusal = 'code' in fault || name === 'AbortError';
  // Without a network there is nobody to tell, and the page says so itself.
  if (isRefusal || told.has(message) || !navigator.onLine) return;
  told.add(message);
  const body: PageError = {
    name: name.slice(0, 60),
    message: message.slice(0, 300),
    stack: stack.slice(0, 4_000),
    page: location.pathname.slice(0, 200),
  };
  await fetch('/api/v1/page-errors', {
    method: 'POST',
    keepalive: true,
    headers: { 'content-type': 'application/json', 'x-requested-with': 'og-tickets' },
    body: JSON.stringify(body),
  });
}
