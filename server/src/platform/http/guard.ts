import type { Access } from '@og-tickets/contract/endpoint.ts';
import type { FastifyRequest } from 'fastify';
import { isRefusal, type Refusal, refuse } from './refusal.ts';
import type { Caller } from './route.ts';

/**
 * Says who stands behind an access token, or null when it is not valid (any more). `fresh`: as the database has it now,
 * not as it was a second ago.
 */
export type Authenticate = (accessToken: string, options: { fresh: boolean }) => Promise<Caller | null>;

/**
 * Finds the caller of a request and whether they may use a route of this access at all; whose object it is, the module
 * decides. A step-up is read fresh: five minutes are five minutes, and the proof may have come through another process.
 */
export async function admit(
  request: FastifyRequest,
  access: Access,
  authenticate: Authenticate,
): Promise<Caller | Refusal> {
  const fresh = access.kind === 'login' && access.stepUp === true;
  const caller = await identify(request, authenticate, fresh);
  if (isRefusal(caller)) return caller;
  const no = refusalOf(access, caller);
  if (no === null) return caller;
  if (no.code !== 'mfa_required' || fresh) return no;
  // The second factor may have been proved through another process, less than a second ago.
  const now = await identify(request, authenticate, true);
  return isRefusal(now) ? now : (refusalOf(access, now) ?? now);
}

/** A token that is present and not valid is refused, never taken for a guest's. */
async function identify(
  request: FastifyRequest,
  authenticate: Authenticate,
  fresh: boolean,
): Promise<Caller | Refusal> {
  const header = request.headers.authorization;
  if (header === undefined) return { kind: 'guest' };
  const token = /^Bearer ([\w.~+/-]+=*)$/.exec(header)?.[1];
  const caller = token === undefined ? null : await authenticate(token, { fresh });
  return caller ?? refuse('unauthenticated');
}

function refusalOf(access: Access, caller: Caller): Refusal | null {
  if (access.kind !== 'login') return null;
  if (caller.kind !== 'login') return refuse('unauthenticated');
  if (!access.roles.includes(caller.role)) return refuse('forbidden');
  if (caller.mfaMissing && access.whileEnrolling !== true) return refuse('mfa_required');
  if (access.stepUp === true && !caller.steppedUp) return refuse('step_up_required', { methods: caller.methods });
  return null;
}

/** Says what is wrong with the policy of an endpoint, or null: a route without a right one keeps the server from starting. */
export function policyFault(access: Access | undefined): string | null {
  if (access === undefined || !['anyone', 'provider', 'login'].includes(access.kind))
    return 'it does not say who may call it';
  if (access.kind !== 'login') return null;
  return access.roles.length === 0 ? 'it names no role that may call it' : null;
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
