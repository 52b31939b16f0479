import type { BodyOf, Endpoint, ParamsOf, QueryOf } from '@og-tickets/contract/endpoint.ts';
import type { TSchema } from 'typebox';
import { currentLanguage } from '../words/language.ts';
import { failureOf, networkFailure } from './api-error.ts';
import { noteServerTime } from './server-clock.ts';

interface LooseInput {
  params?: object;
  query?: object;
  body?: unknown;
  idempotencyKey?: string;
  signal?: AbortSignal | undefined;
}

/** What a call to `E` must bring: its parameters, its query, its body and, where it asks for one, its key. */
export type CallInput<E extends Endpoint> = LooseInput &
  (E['params'] extends TSchema ? { params: ParamsOf<E> } : unknown) &
  (E['query'] extends TSchema ? { query?: QueryOf<E> } : unknown) &
  (E['body'] extends TSchema ? { body: BodyOf<E> } : unknown) &
  (E['idempotencyKey'] extends true ? { idempotencyKey: string } : unknown);

/** The address of an endpoint, for calls and for links to files. */
export function addressOf(endpoint: Endpoint, input: Pick<LooseInput, 'params' | 'query'> = {}): string {
  const params = new Map(Object.entries(input.params ?? {}));
  const path = endpoint.path.replace(/:(\w+)/g, (_match, name: string) => encodeURIComponent(String(params.get(name))));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const query = search.toString();
  return `/api/v1${path}${query ? `?${query}` : ''}`;
}

/**
 * One request, one reply: no login logic, no second try. Throws ApiError for every reply that is not a success and
 * when no reply comes; a call that was aborted throws the browser's AbortError.
 */
export async function send(endpoint: Endpoint, input: LooseInput, accessToken?: string): Promise<Response> {
  const headers = new Headers({
    Accept: 'application/json, application/problem+json',
    'Accept-Language': currentLanguage(),
    'X-Requested-With': 'og-tickets',
  });
  if (accessToken) headers.set('Authorization', `Bearer ${accessToken}`);
  if (input.idempotencyKey) headers.set('Idempotency-Key', input.idempotencyKey);
  const init: RequestInit = { method: endpoint.method, headers, credentials: 'same-origin' };
  if (input.signal) init.signal = input.signal;
  if (input.body !== undefined) {
    headers.set('Content-Type', 'application/json');
    init.body = JSON.stringify(input.body);
  }
  const response = await fetch(addressOf(endpoint, input), init).catch((error: unknown) => {
    throw input.signal?.aborted ? error : networkFailure();
  });
  noteServerTime(response.headers.get('Date'));
  if (!response.ok) throw await failureOf(response);
  return response;
}
