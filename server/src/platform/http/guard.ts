import type { Access } from '@og-tickets/contract/endpoint.ts';
import type { FastifyRequest } from 'fastify';
import { type Refusal, refuse } from './refusal.ts';
import type { Caller } from './route.ts';

/** Says who stands behind an access token, or null when it is not valid (any more). */
export type Authenticate = (accessToken: string) => Promise<Caller | null>;

/** Finds the caller of a request. A token that is present and not valid is refused, never taken for a guest's. */
export async function identify(request: FastifyRequest, authenticate: Authenticate): Promise<Caller | Refusal> {
  const header = request.headers.authorization;
  if (header === undefined) return { kind: 'guest' };
  const token = /^Bearer ([\w.~+/-]+=*)$/.exec(header)?.[1];
  const caller = token === undefined ? null : await authenticate(token);
  return caller ?? refuse('unauthenticated');
}

/** May this caller use a route of this access at all? Whose object it is, the module decides. */
export function admits(access: Access, caller: Caller): Refusal | null {
  if (access.kind !== 'login') return null;
  if (caller.kind !== 'login') return refuse('unauthenticated');
  return access.roles.includes(caller.role) ? null : refuse('forbidden');
}

const reads = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Another site can make a browser send our cookies. A write that carries one must have the header that only our own
 * pages can set, and its Origin, when the browser tells one, must be ours (OWASP cross-site request forgery).
 */
export function crossSite(request: FastifyRequest, publicOrigin: string | null): Refusal | null {
  if (reads.has(request.method)) return null;
  const { origin } = request.headers;
  if (origin !== undefined) {
    const own = publicOrigin ?? `${request.protocol}://${request.headers.host ?? ''}`;
    if (origin !== own) return refuse('origin_refused');
  }
  const hasCookie = Object.keys(request.cookies).some((name) => /^(__Host-)?og_/.test(name));
  if (hasCookie && request.headers['x-requested-with'] === undefined) return refuse('origin_refused');
  return null;
}
