import type { Readable } from 'node:stream';
import type { Locale } from '@og-tickets/contract/common.ts';
import type { BodyOf, Endpoint, ParamsOf, ProofMethod, QueryOf, ReplyOf, Role } from '@og-tickets/contract/endpoint.ts';
import type { CookieName } from './cookies.ts';
import type { ReplyClaim } from './idempotency.ts';
import type { Refusal } from './refusal.ts';

export interface LoginCaller {
  kind: 'login';
  accountId: string;
  loginId: string;
  role: Role;
  /** Staff whose login has not proved a second factor: may do nothing but get or prove one. */
  mfaMissing: boolean;
  /** Who is there was proved within the last five minutes. */
  steppedUp: boolean;
  /** The ways to prove it again. */
  methods: readonly ProofMethod[];
}
export type Caller = { kind: 'guest' } | LoginCaller;

/** What a handler knows of its request: validated input and the caller, never the framework. */
export interface Context<E extends Endpoint> {
  params: ParamsOf<E>;
  query: QueryOf<E>;
  body: BodyOf<E>;
  caller: E['access'] extends { kind: 'login' } ? LoginCaller : Caller;
  locale: Locale;
  requestId: string;
  /** Address of the caller as the server sees it. */
  address: string;
  userAgent: string;
  /** Empty string where the call has none. */
  idempotencyKey: string;
  /** The bytes of the body as they came, for signatures. */
  rawBody: Buffer;
  /** The key of this call under its caller, for a route that `keepsReplies`; null where the call has none. */
  claim: ReplyClaim | null;
  /** The bytes of a reply of this status, as they go over the wire. */
  serialize(status: number, body: unknown): Buffer;
  /** True once whoever called is gone. */
  hasLeft(): boolean;
  header(name: string): string | undefined;
  cookie(name: CookieName): string | undefined;
  setCookie(name: CookieName, value: string, options: { maxAgeSeconds: number }): void;
  clearCookie(name: CookieName): void;
}

export interface RouteOptions {
  /** Calls that one address may make in a minute. */
  perAddressPerMinute?: number;
  /** Calls that one account may make in 24 hours, for an endpoint that needs a login. Each process counts its own. */
  perAccountPerDay?: number;
  /** A body larger than the usual ones, for callers who are let in before it is read. */
  bodyMaxBytes?: number;
  /** The route keeps the replies to its Idempotency-Keys itself, in the transaction of its work. */
  keepsReplies?: true;
}

export type AnyReply = { status: number; body: unknown; fileName?: string; isLasting?: true };

/** An endpoint with its work, as the server registers it. */
export interface Route {
  endpoint: Endpoint;
  options: RouteOptions;
  handle(context: Context<Endpoint>): Promise<AnyReply | Refusal>;
}

/** Ties an endpoint of the contract to its handler; input and reply types come from the endpoint. */
export function route<const E extends Endpoint>(
  endpoint: E,
  handler: (context: Context<E>) => Promise<ReplyOf<E> | Refusal>,
  options: RouteOptions = {},
): Route {
  // The server has checked params, query, body and caller against this very endpoint before it calls.
  return { endpoint, options, handle: handler };
}

/** A success reply. */
export function reply<const Status extends number, Body>(status: Status, body: Body): { status: Status; body: Body } {
  return { status, body };
}

/** A success reply whose JSON may be bytes already, because they were kept for a call that is sent again. */
export function rawReply<const Status extends number, Body>(
  status: Status,
  body: Body | Buffer,
): { status: Status; body: Body } {
  // The server sends bytes as they are; they were made by `serialize` from a body of this very type.
  return { status, body: body as Body };
}

/** A success reply that a browser saves as a file of this name: ASCII letters, digits, dots and hyphens only. */
export function fileReply<const Status extends number>(
  status: Status,
  body: Uint8Array,
  fileName: string,
): { status: Status; body: Uint8Array; fileName: string } {
  if (!/^[\w.-]+$/.test(fileName)) throw new RangeError(`not a safe file name: ${fileName}`);
  return { status, body, fileName };
}

/** The same for a file that is read as it is sent, so that it may be larger than memory. */
export function streamReply<const Status extends number>(
  status: Status,
  body: Readable,
  fileName: string,
): { status: Status; body: Readable; fileName: string } {
  if (!/^[\w.-]+$/.test(fileName)) throw new RangeError(`not a safe file name: ${fileName}`);
  return { status, body, fileName };
}

/** A success reply with a file that never changes under its address: whoever has it asks no more. */
export function lastingReply<const Status extends number>(
  status: Status,
  body: Uint8Array,
): { status: Status; body: Uint8Array; isLasting: true } {
  return { status, body, isLasting: true };
}
