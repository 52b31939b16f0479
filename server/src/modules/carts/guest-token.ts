import { hash } from 'node:crypto';
import { randomToken } from '../../platform/keys/random.ts';

const tokenBits = 256;
/** A guest finds the cart again for this long. */
export const guestCookieSeconds = 180 * 86_400;

/** A new secret for the cookie of a guest's cart. */
function newGuestToken(): string {
  return randomToken(tokenBits);
}

/** An Idempotency-Key of at least so many characters may stand for a secret of 128 bits. */
const secretKeyMinCharacters = 32;

/**
 * The token of a guest's cart that begins with a call. A call with a long key that is sent again makes the same token, so
 * that its reply can be given again with its cookie, of which the database knows no more than of any other.
 */
export function freshGuestToken(idempotencyKey: string | null, cookie: string | undefined): string {
  if (idempotencyKey === null || idempotencyKey.length < secretKeyMinCharacters) return newGuestToken();
  return hash('sha256', `guest cart\n${cookie ?? ''}\n${idempotencyKey}`, 'base64url');
}

/** What the database keeps of it: a copy of the database opens no cart. */
export function hashGuestToken(token: string): Buffer {
  return hash('sha256', token, 'buffer');
}
