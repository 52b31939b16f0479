import type { Problem } from '@og-tickets/contract/endpoint.ts';
import type { RefusalCode } from '@og-tickets/contract/refusals.ts';
import { commonWords } from '../words/common.ts';
import { currentLanguage } from '../words/language.ts';

/** A refusal of the contract, `network` when no reply came, `unreadable` when a reply came that is not the API's. */
export type FailureCode = RefusalCode | 'network' | 'unreadable';

interface Failure {
  status: number;
  code: FailureCode;
  detail: string;
  requestId?: string | undefined;
  retryAfterSeconds?: number | undefined;
  fields?: readonly { field: string; message: string }[] | undefined;
}

/** Every failed call throws this, and nothing else. */
export class ApiError extends Error {
  /** HTTP status, 0 when no reply came. */
  readonly status: number;
  readonly code: FailureCode;
  /** One sentence for the user in the language shown: what happened and what to do next. */
  readonly detail: string;
  /** Reference to give to support, when the server sent one. */
  readonly requestId: string | undefined;
  /** From Retry-After, in seconds. */
  readonly retryAfterSeconds: number | undefined;
  /** Fields at fault, `field` as a path such as `body.email`. */
  readonly fields: readonly { field: string; message: string }[];

  constructor(failure: Failure) {
    super(`${failure.status} ${failure.code}: ${failure.detail}`);
    this.name = 'ApiError';
    this.status = failure.status;
    this.code = failure.code;
    this.detail = failure.detail;
    this.requestId = failure.requestId;
    this.retryAfterSeconds = failure.retryAfterSeconds;
    this.fields = failure.fields ?? [];
  }
}

/** The message for one field of the body, as a field component takes it. */
export function fieldError(error: unknown, field: string): string | undefined {
  if (!(error instanceof ApiError)) return undefined;
  return error.fields.find((fault) => fault.field === `body.${field}`)?.message;
}

/** The failure of a call to which no reply came: offline, server down, connection cut. */
export function networkFailure(): ApiError {
  return new ApiError({ status: 0, code: 'network', detail: commonWords[currentLanguage()].states.networkFailed });
}

/** Reads the failure out of a reply that is not a success. */
export async function failureOf(response: Response): Promise<ApiError> {
  const problem = await readProblem(response);
  const retryAfter = Number.parseInt(response.headers.get('Retry-After') ?? '', 10);
  return new ApiError({
    status: response.status,
    code: problem?.code ?? 'unreadable',
    detail: problem?.detail ?? commonWords[currentLanguage()].states.serverFailed,
    requestId: problem?.requestId ?? response.headers.get('X-Request-Id') ?? undefined,
    retryAfterSeconds: Number.isNaN(retryAfter) ? undefined : retryAfter,
    fields: problem?.fields,
  });
}

/** A proxy in between may answer with its own page: only a body that looks like the contract's problem is one. */
async function readProblem(response: Response): Promise<Problem | undefined> {
  try {
    const body: unknown = await response.json();
    return isProblem(body) ? body : undefined;
  } catch {
    return undefined;
  }
}

function isProblem(body: unknown): body is Problem {
  if (typeof body !== 'object' || body === null) return false;
  if (!('code' in body && 'detail' in body && typeof body.detail === 'string')) return false;
  return typeof body.code === 'string' && /^[a-z_]+$/.test(body.code);
}
