import type { Static, TSchema } from 'typebox';
import type { RefusalCode } from './refusals.ts';

export const roles = ['customer', 'controller', 'admin'] as const;
export type Role = (typeof roles)[number];

/** How somebody who is logged in proves again who they are. */
export const proofMethods = ['passkey', 'totp', 'recovery', 'password'] as const;
export type ProofMethod = (typeof proofMethods)[number];

/**
 * Who may call an endpoint. `anyone` needs no login; `roles` needs a login with one of them; `provider` is a machine
 * that proves itself by a signature over the raw body. `owns` names the object in the path that must be the caller's:
 * another's answers 404. Staff (every role but `customer`) needs a login that proved a second factor, except where
 * `whileEnrolling` says that one without may call, in order to get one. `stepUp`: who is there must have been proved again
 * within the last five minutes.
 */
export type Access =
  | { kind: 'anyone' }
  | { kind: 'provider' }
  | {
      kind: 'login';
      roles: readonly Role[];
      owns?: OwnedObject;
      whileEnrolling?: true;
      stepUp?: true;
    };

export type OwnedObject = 'order' | 'payment' | 'ticket' | 'login' | 'passkey' | 'export';

export type Method = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/** A reply that is a file, not JSON. */
export interface FileReply {
  file: string;
}

/** A reply that never ends by itself: server-sent events, each of which carries this as JSON. */
export interface EventsReply {
  /** Name of the events. */
  event: string;
  events: TSchema;
}

/** One endpoint of the HTTP contract, the single source of routes, of the typed client and of openapi.json. */
export interface Endpoint {
  /** Stable name, `module.action`. */
  id: string;
  method: Method;
  /** Path under /api/v1, parameters as `:name`. */
  path: string;
  summary: string;
  access: Access;
  params?: TSchema;
  query?: TSchema;
  body?: TSchema;
  /** The reply by success status; `null` is an empty body. */
  replies: Readonly<Record<number, TSchema | FileReply | EventsReply | null>>;
  /** Refusals of its own; those of every call (invalid_request, rate_limited, ...) go without saying. */
  refusals?: readonly RefusalCode[];
  /** An Idempotency-Key header is required. */
  idempotencyKey?: true;
  /**
   * Request or reply hold a secret of the caller: neither the reply nor a hash of the request, from which a password
   * could be guessed, is kept for an Idempotency-Key.
   */
  holdsSecret?: true;
}

/** Declares an endpoint and keeps its literal types. */
export function defineEndpoint<const E extends Endpoint>(endpoint: E): E {
  return endpoint;
}

type StaticOr<S, Otherwise> = S extends TSchema ? Static<S> : Otherwise;

export type ParamsOf<E extends Endpoint> = StaticOr<E['params'], Record<string, never>>;
export type QueryOf<E extends Endpoint> = StaticOr<E['query'], Record<string, never>>;
export type BodyOf<E extends Endpoint> = StaticOr<E['body'], undefined>;

type ReplyBody<R> = R extends TSchema
  ? Static<R>
  : R extends FileReply
    ? Uint8Array | AsyncIterable<Uint8Array>
    : R extends EventsReply
      ? AsyncIterable<string>
      : undefined;

/** The success replies of an endpoint as a union of status and body. */
export type ReplyOf<E extends Endpoint> = {
  [Status in keyof E['replies'] & number]: { status: Status; body: ReplyBody<E['replies'][Status]> };
}[keyof E['replies'] & number];

/** The body of a success reply as the browser sees it; files are fetched as blobs. */
export type ReplyBodyOf<E extends Endpoint> = ReplyOf<E>['body'];

/** The reply to every refusal, RFC 9457 problem details. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: RefusalCode;
  /** One sentence in the caller's language. */
  detail: string;
  requestId: string;
  /** With `step_up_required`: the ways to prove again who is there. */
  methods?: readonly ProofMethod[];
  /** The fields at fault, when there are any; `field` is a path such as `body.email`. */
  fields?: { field: string; message: string }[];
}

/** True for a reply that is a file. */
export function isFileReply(reply: Endpoint['replies'][number]): reply is FileReply {
  return reply !== null && 'file' in reply && typeof reply.file === 'string';
}

/** True for a reply that is a stream of events. */
export function isEventsReply(reply: Endpoint['replies'][number]): reply is EventsReply {
  return reply !== null && 'events' in reply && 'event' in reply;
}
