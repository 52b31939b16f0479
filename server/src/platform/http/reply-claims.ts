import { hash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { readCookie } from './cookies.ts';
import type { ReplyClaim } from './idempotency.ts';

/** Whose keys these are: two callers may choose the same one. A caller without any identity has none. */
export function scopeOf(request: FastifyRequest, secure: boolean): string | null {
  if (request.caller.kind === 'login') return `account:${request.caller.accountId}`;
  const cart = readCookie(request, 'cart', secure);
  return cart === undefined ? null : `cart:${hash('sha256', cart, 'base64url')}`;
}

/** An anonymous key is random in at least 128 bits, written in 32 characters or more: nobody else can name it. */
const anonymousKeyMinCharacters = 32;

/**
 * The claim of a route that keeps its replies. There a caller without identity has a scope too, if the key is long enough to
 * be a secret; of such a key only a hash is kept.
 */
export function ownClaim(request: FastifyRequest, key: string, secure: boolean): ReplyClaim | null {
  const scope = scopeOf(request, secure);
  if (scope !== null) return { scope, key, requestHash: requestHash(request) };
  if (key.length < anonymousKeyMinCharacters) return null;
  const secret = hash('sha256', `anonymous key\n${key}`, 'base64url');
  return { scope: 'anonymous', key: secret, requestHash: requestHash(request) };
}

/** What was asked for with a key: method, address and the bytes of the body. */
export function requestHash(request: FastifyRequest): Buffer {
  const line = Buffer.from(`${request.method} ${request.url}\n`);
  return hash('sha256', request.rawBody === undefined ? line : Buffer.concat([line, request.rawBody]), 'buffer');
}
