import type { FastifyReply, FastifyRequest } from 'fastify';

/** The cookies of the shop: who is logged in, which browser is known again, whose cart a guest has. All HttpOnly. */
export type CookieName = 'refresh' | 'device' | 'cart';

/**
 * A `__Host-` cookie needs https. On plain http (a laptop) the prefix and Secure are left out; browsers would refuse
 * the cookie otherwise.
 */
function wireName(name: CookieName, secure: boolean): string {
  return secure ? `__Host-og_${name}` : `og_${name}`;
}

export function readCookie(request: FastifyRequest, name: CookieName, secure: boolean): string | undefined {
  return request.cookies[wireName(name, secure)];
}

export function writeCookie(
  answer: FastifyReply,
  name: CookieName,
  value: string,
  options: { maxAgeSeconds: number; secure: boolean },
): void {
  answer.setCookie(wireName(name, options.secure), value, {
    path: '/',
    httpOnly: true,
    secure: options.secure,
    sameSite: 'strict',
    maxAge: options.maxAgeSeconds,
  });
}
