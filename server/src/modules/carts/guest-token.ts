import { createHash } from 'node:crypto';
import { randomToken } from '../../platform/keys/random.ts';

const tokenBits = 256;
/** A guest finds the cart again for this long. */
export const guestCookieSeconds = 180 * 86_400;

/** A new secret for the cookie of a guest's cart. */
export function newGuestToken(): string {
  return randomToken(tokenBits);
}

/** What the database keeps of it: a copy of the database opens no cart. */
export function hashGuestToken(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}
