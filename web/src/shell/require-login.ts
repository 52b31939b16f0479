import { redirect } from '@tanstack/react-router';
import { settledLogin } from '../api/login.ts';

/**
 * `beforeLoad` of a page for logged-in people: others go to the login page, which brings them back here. Without a
 * connection nobody can log in: the page then shows what was kept, or says what is missing.
 */
export async function requireLogin({ location }: { location: { href: string } }): Promise<void> {
  const login = await settledLogin();
  if (login.status === 'guest') throw redirect({ to: '/connexion', search: { suite: location.href } });
  // Staff without a second factor can do nothing else first.
  const mustEnrol = login.status === 'in' && login.mfa === 'needed';
  if (mustEnrol && !location.href.startsWith('/securite')) throw redirect({ to: '/securite' });
}

/**
 * Reads `suite` (where to go after the login) from the address; only a path of this site is taken, nothing that a
 * browser could read as another host. Go there with `router.history.push(suite)`.
 */
export function readSuite(search: Record<string, unknown>): { suite?: string } {
  const { suite } = search;
  const own = typeof suite === 'string' && /^\/(?!\/)[^\\\p{Cc}]*$/u.test(suite);
  return own ? { suite } : {};
}
