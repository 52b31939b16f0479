import type { Endpoint, ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import { ApiError } from './api-error.ts';
import { type CallInput, send } from './http.ts';
import { currentToken, tokenAfter } from './login.ts';
import { askForStepUp } from './step-up.ts';

/**
 * Calls an endpoint of the contract: `await call(readSession, { params: { code } })`. Sends the access token when there
 * is one and renews it once after a 401; where the server wants to know again who is there, asks and goes on. Throws ApiError, and only that unless `signal` was aborted.
 */
export async function call<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<ReplyBodyOf<E>> {
  const response = await sendAsCaller(endpoint, input);
  const text = await response.text();
  // The server builds its replies from the same contract, so the page does not check them a second time.
  const body = text === '' ? undefined : JSON.parse(text);
  return body;
}

/** Fetches an endpoint whose reply is a file, such as a ticket's PDF. Throws ApiError. */
export async function fetchFile<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Blob> {
  const response = await sendAsCaller(endpoint, input);
  return response.blob();
}

async function sendAsCaller<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Response> {
  try {
    return await sendWithToken(endpoint, input);
  } catch (error) {
    const asksWho = error instanceof ApiError && error.code === 'step_up_required';
    if (!asksWho || !(await askForStepUp())) throw error;
    return sendWithToken(endpoint, input);
  }
}

/** One request with the caller's token, renewed once where the server no longer takes it. Throws ApiError. */
export async function sendWithToken<E extends Endpoint>(endpoint: E, input: CallInput<E>): Promise<Response> {
  // The catalogue is the same for everyone: it need not wait for the login of an earlier visit to be renewed.
  const token = endpoint.id.startsWith('catalog.') ? undefined : await currentToken();
  try {
    return await send(endpoint, input, token);
  } catch (error) {
    const tokenRefused = token !== undefined && error instanceof ApiError && error.code === 'unauthenticated';
    if (!tokenRefused) throw error;
    return send(endpoint, input, await tokenAfter(token));
  }
}
