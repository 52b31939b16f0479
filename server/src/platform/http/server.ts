import { createServer, type RequestListener, type Server } from 'node:http';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import type { Endpoint } from '@og-tickets/contract/endpoint.ts';
import { isEventsReply, isFileReply } from '@og-tickets/contract/endpoint.ts';
import type { RefusalCode } from '@og-tickets/contract/refusals.ts';
import Fastify, {
  type FastifyBaseLogger,
  type FastifyError,
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  LogController,
  type onSendAsyncHookHandler,
} from 'fastify';
import type { CallCounts } from '../call-counts/call-counts.ts';
import { type Db, isDatabaseAway, isPoolExhausted, isStatementTimeout } from '../database/database.ts';
import { uuidv7 } from '../keys/random.ts';
import type { Logger } from '../log.ts';
import type { Admission } from './admission.ts';
import { answerBrokenRequest } from './broken-requests.ts';
import { type Authenticate, admit, crossSite, policyFault } from './guard.ts';
import { addSecurityHeaders } from './headers.ts';
import { claimKey, keepReply, type ReplyClaim } from './idempotency.ts';
import { fieldFaults, localeOf, sendRefusal } from './problem.ts';
import { isRefusal, refuse } from './refusal.ts';
import { contextOf } from './request-context.ts';
import { ownClaim, requestHash, scopeOf } from './reply-claims.ts';
import type { AnyReply, Caller, Route } from './route.ts';
import { rateLimitStore } from './rate-limit-store.ts';
import { rush } from './rush.ts';
import { logSecurityEvents } from './security-log.ts';
import { compileReply } from './serialization.ts';
import { turnAwayUnderOverload } from './turn-away.ts';
import { compileSchema } from './validation.ts';

/** Where the API lives; the contract's paths stand under it. */
export const apiPrefix = '/api/v1';
const authPath = `${apiPrefix}/auth/`;

const bodyMaxBytes = 64 * 1024;
const requestPatienceMs = 15_000;
/** How often requests that come in too slowly are looked for. */
const slowCheckEveryMs = 1_000;
/** A connection with nothing to do is closed after this: a little later than the proxies in front of us do it. */
const keepAliveMs = 72_000;
const keyMaxCharacters = 200;

declare module 'fastify' {
  interface FastifyRequest {
    caller: Caller;
    rawBody: Buffer;
    claim: ReplyClaim | null;
  }
}

export interface HttpServerOptions {
  db: Db;
  log: Logger;
  /** True where browsers reach us by https: cookies are then `__Host-` and Secure. */
  secureCookies: boolean;
  /** `https://host` of the shop, or null to take it from the Host header. */
  publicOrigin: string | null;
  /** Proxies in front of us whose X-Forwarded-For is believed. */
  trustedProxies: number;
  authenticate: Authenticate;
  rateLimits: boolean;
  counts: CallCounts;
  /** True from when the process begins to stop: each answer then asks for its connection to be closed. */
  isStopping: () => boolean;
  /** Payment pages may load Stripe's element. */
  stripe: boolean;
  /** Turns calls away under overload; null lets all in. */
  admission: Admission | null;
  /** A request that has not come in whole after this long is refused; 15 s where nothing is said. */
  requestPatienceMs?: number | undefined;
}

/** Of a reply that comes as bytes, because it was serialised to be kept. */
export const jsonType = 'application/json; charset=utf-8';
const dayMs = 86_400_000;

/** Builds the server without routes: headers, cookies, parsing, errors. */
export async function createHttpServer(options: HttpServerOptions): Promise<FastifyInstance> {
  // The framework's own "listening" line is said better by whoever starts us.
  const log: FastifyBaseLogger = options.log.child({}, options.log.level === 'info' ? { level: 'warn' } : {});
  const patienceMs = options.requestPatienceMs ?? requestPatienceMs;
  const server = Fastify({
    loggerInstance: log,
    // Two lines a request cost a third of the throughput; errors are logged where they are handled.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: bodyMaxBytes,
    serverFactory: (handle) => listen(options, patienceMs, handle),
    clientErrorHandler: answerBrokenRequest,
    trustProxy: (_address, hop) => hop < options.trustedProxies,
    genReqId: uuidv7,
    forceCloseConnections: 'idle',
    // Whoever still comes in while the process stops is served like the others.
    return503OnClosing: false,
  });
  server.setValidatorCompiler(compileSchema);
  server.setSerializerCompiler(compileReply);
  server.decorateRequest('caller');
  server.decorateRequest('rawBody');
  server.decorateRequest('claim', null);
  await addSecurityHeaders(server, options);
  await server.register(cookie);
  if (options.rateLimits) await server.register(rateLimit, { global: false, store: rateLimitStore(options.counts) });
  parseJson(server);
  handleErrors(server);
  logSecurityEvents(server, options.log);
  server.addHook('onSend', (_request, answer, payload, done) => {
    // Also of a call that came before the process began to stop.
    if (options.isStopping()) answer.header('connection', 'close');
    done(null, payload);
  });
  return server;
}

function listen(
  { admission, isStopping }: Pick<HttpServerOptions, 'admission' | 'isStopping'>,
  patienceMs: number,
  handle: RequestListener,
): Server {
  const settings = {
    requestTimeout: patienceMs,
    headersTimeout: patienceMs,
    connectionsCheckingInterval: Math.min(patienceMs, slowCheckEveryMs),
    keepAliveTimeout: keepAliveMs,
  };
  const admitted = admission === null ? handle : turnAwayUnderOverload(admission, apiPrefix, handle);
  return createServer(settings, (request, answer) => {
    // Guesses at passwords are no rush: they would make those wait whose browsers are known.
    if (request.url?.startsWith(authPath) !== true) rush.came();
    // A proxy that keeps connections would send its next call on one that is about to be closed.
    if (isStopping()) answer.setHeader('connection', 'close');
    admitted(request, answer);
  });
}

function parseJson(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
    request.rawBody = bytes;
    if (bytes.length === 0) done(null, undefined);
    else void parse(request, bytes.toString('utf8'), done);
  });
}

/** How long a database takes to be back when it was only started again. */
const awaySaid = { retryAfterSeconds: 2 };

const codeByStatus: Record<number, RefusalCode> = {
  400: 'invalid_request',
  404: 'not_found',
  405: 'method_not_allowed',
  408: 'request_timeout',
  413: 'payload_too_large',
  415: 'unsupported_media_type',
  429: 'rate_limited',
};

/** The one place where exceptions become replies. The text of a 500 stays in the log. */
function handleErrors(server: FastifyInstance): void {
  server.setErrorHandler((error: FastifyError, request, answer) => {
    if (error.validation !== undefined) {
      const fields = fieldFaults(error.validation, error.validationContext ?? 'body', localeOf(request));
      return sendRefusal(request, answer, refuse('invalid_request', { fields }));
    }
    if (isPoolExhausted(error)) return sendRefusal(request, answer, refuse('overloaded', { retryAfterSeconds: 1 }));
    const code = codeByStatus[error.statusCode ?? 500];
    if (code !== undefined) {
      const wait = Number(answer.getHeader('retry-after'));
      return sendRefusal(request, answer, refuse(code, wait > 0 ? { retryAfterSeconds: wait } : {}));
    }
    request.log.error({ err: error, requestId: request.id, route: request.routeOptions.url }, 'request failed');
    // No fault of the program, and over when the database is back: whoever asks may ask again.
    if (isDatabaseAway(error) && !isStatementTimeout(error)) {
      return sendRefusal(request, answer, refuse('service_unavailable', awaySaid));
    }
    return sendRefusal(request, answer, refuse('internal_error'));
  });
}

/** Registers routes under /api/v1. Throws when one of them does not say who may call it, or stands twice. */
export function addRoutes(server: FastifyInstance, routes: readonly Route[], options: HttpServerOptions): void {
  for (const item of routes) {
    const { endpoint } = item;
    const fault = policyFault(endpoint.access);
    if (fault !== null)
      throw new Error(`${endpoint.id}: no route without a policy, and ${fault}; say so in the contract`);
    server.route({
      method: endpoint.method,
      url: `${apiPrefix}${endpoint.path}`,
      schema: schemaOf(endpoint),
      // To answer HEAD the framework would open a stream of events and leave it open.
      exposeHeadRoute: !Object.values(endpoint.replies).some(isEventsReply),
      ...(item.options.bodyMaxBytes === undefined ? {} : { bodyLimit: item.options.bodyMaxBytes }),
      config: rateLimitOf(item),
      onRequest: async (request, answer) => {
        const cross = endpoint.access.kind === 'provider' ? null : crossSite(request, options.publicOrigin);
        if (cross !== null) return sendRefusal(request, answer, cross);
        const caller = await admit(request, endpoint.access, options.authenticate);
        if (isRefusal(caller)) return sendRefusal(request, answer, caller);
        request.caller = caller;
      },
      ...(mayClaim(item) ? { onSend: keepClaimed(options.db) } : {}),
      handler: (request, answer) => serve(item, request, answer, options),
    });
  }
}

/** True of routes whose replies are kept here for a call that is sent again: the others keep their own, or must not be kept. */
function mayClaim({ endpoint, options }: Route): boolean {
  return options.keepsReplies !== true && endpoint.method !== 'GET' && endpoint.holdsSecret !== true;
}

/** Keeps the reply of a call that claimed its key before it is sent. */
function keepClaimed(db: Db): onSendAsyncHookHandler {
  return async (request, answer, payload) => {
    if (request.claim === null) return payload;
    const body = Buffer.isBuffer(payload) ? payload : Buffer.from(typeof payload === 'string' ? payload : '');
    const contentType = String(answer.getHeader('content-type') ?? '');
    await keepReply(db, request.claim, { status: answer.statusCode, contentType, body });
    return payload;
  };
}

function rateLimitOf(item: Route): Record<string, unknown> {
  const { perAddressPerMinute, perAccountPerDay } = item.options;
  if (perAccountPerDay !== undefined) {
    const keyGenerator = ({ caller }: FastifyRequest): string => (caller.kind === 'login' ? caller.accountId : '');
    // After the login is known.
    return { rateLimit: { max: perAccountPerDay, timeWindow: dayMs, hook: 'preHandler', keyGenerator } };
  }
  return perAddressPerMinute === undefined ? {} : { rateLimit: { max: perAddressPerMinute, timeWindow: 60_000 } };
}

function schemaOf(endpoint: Endpoint): Record<string, unknown> {
  const response: Record<number, unknown> = {};
  for (const [status, schema] of Object.entries(endpoint.replies)) {
    if (schema !== null && !isFileReply(schema) && !isEventsReply(schema)) response[Number(status)] = schema;
  }
  return {
    ...(endpoint.params === undefined ? {} : { params: endpoint.params }),
    ...(endpoint.query === undefined ? {} : { querystring: endpoint.query }),
    ...(endpoint.body === undefined ? {} : { body: endpoint.body }),
    response,
  };
}

async function serve(
  item: Route,
  request: FastifyRequest,
  answer: FastifyReply,
  options: HttpServerOptions,
): Promise<FastifyReply> {
  const { endpoint } = item;
  const key = String(request.headers['idempotency-key'] ?? '').slice(0, keyMaxCharacters + 1);
  if (endpoint.idempotencyKey === true && (key === '' || key.length > keyMaxCharacters)) {
    return sendRefusal(request, answer, refuse('idempotency_key_missing'));
  }
  if (key !== '' && mayClaim(item)) {
    const scope = scopeOf(request, options.secureCookies);
    if (scope !== null) {
      const claim = { scope, key, requestHash: requestHash(request) };
      const found = await claimKey(options.db, claim);
      if (isRefusal(found)) return sendRefusal(request, answer, found);
      if (found !== 'first') return answer.status(found.status).type(found.contentType).send(found.body);
      request.claim = claim;
    }
  }
  const claim = item.options.keepsReplies === true && key !== '' ? ownClaim(request, key, options.secureCookies) : null;
  const result = await item.handle(contextOf(request, answer, { key, claim }, options.secureCookies));
  if (isRefusal(result)) return sendRefusal(request, answer, result);
  return sendReply(endpoint, answer, result);
}

function sendReply(endpoint: Endpoint, answer: FastifyReply, result: AnyReply): FastifyReply {
  const shape = endpoint.replies[result.status];
  answer.status(result.status);
  if (shape === undefined) throw new Error(`${endpoint.id}: the contract has no reply ${result.status}`);
  if (shape === null) return answer.send();
  if (isFileReply(shape)) answer.type(shape.file);
  // A proxy that collects a reply before it passes it on would hold events back.
  else if (isEventsReply(shape)) answer.type('text/event-stream').header('x-accel-buffering', 'no');
  else if (Buffer.isBuffer(result.body)) answer.type(jsonType);
  if (result.isLasting === true) answer.header('cache-control', 'public, max-age=31536000, immutable');
  if (result.fileName !== undefined) answer.header('content-disposition', `attachment; filename="${result.fileName}"`);
  return answer.send(result.body);
}
