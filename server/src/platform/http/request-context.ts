import type { Endpoint } from '@og-tickets/contract/endpoint.ts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { readCookie, writeCookie } from './cookies.ts';
import type { ReplyClaim } from './idempotency.ts';
import { localeOf } from './problem.ts';
import type { Context } from './route.ts';

const none = Buffer.alloc(0);

/** What a route is told of its request, and what it answers with besides the reply. */
export function contextOf(
  request: FastifyRequest,
  answer: FastifyReply,
  { key, claim }: { key: string; claim: ReplyClaim | null },
  secure: boolean,
): Context<Endpoint> {
  return {
    // Validated against the endpoint's schemas before the handler runs.
    params: request.params,
    query: request.query,
    body: request.body,
    caller: request.caller,
    locale: localeOf(request),
    requestId: request.id,
    address: request.ip,
    userAgent: (request.headers['user-agent'] ?? '').slice(0, 300),
    idempotencyKey: key,
    claim,
    serialize: (status, body) => Buffer.from(serializerOf(answer, status)(body)),
    hasLeft: () => request.raw.socket.destroyed,
    rawBody: request.rawBody ?? none,
    header: (name) => {
      const value = request.headers[name.toLowerCase()];
      return Array.isArray(value) ? value[0] : value;
    },
    cookie: (name) => readCookie(request, name, secure),
    setCookie: (name, value, { maxAgeSeconds }) => writeCookie(answer, name, value, { maxAgeSeconds, secure }),
    clearCookie: (name) => writeCookie(answer, name, '', { maxAgeSeconds: 0, secure }),
  };
}

function serializerOf(answer: FastifyReply, status: number): (body: unknown) => string {
  const serialize: unknown = answer.getSerializationFunction(String(status));
  if (typeof serialize !== 'function') throw new Error(`no reply ${status} is declared for this route`);
  return (body) => String(serialize(body));
}
