import type { Endpoint, EventsReply } from '@og-tickets/contract/endpoint.ts';
import { EventSourceParserStream } from 'eventsource-parser/stream';
import type { Static, TSchema } from 'typebox';
import { ApiError } from './api-error.ts';
import { sendWithToken } from './call.ts';
import type { CallInput } from './http.ts';

/** A stream that ended is opened again after this, then twice as late, up to the most; each time a little apart. */
const firstWaitMs = 2_000;
const mostWaitMs = 60_000;

/** What the events of a stream carry. */
export type EventOf<E extends Endpoint> = E['replies'] extends { 200: { events: infer S } }
  ? S extends TSchema
    ? Static<S>
    : never
  : never;

interface Follower<E extends Endpoint> {
  onEvent: (event: EventOf<E>) => void;
  /** True while the stream is open. */
  onState: (live: boolean) => void;
}

/**
 * Follows a stream of a logged-in caller while the page is in sight: opens it again when it ends, with a new token where
 * the old one ended. The browser's EventSource cannot send a token. A refusal that will stay (no such thing, not allowed)
 * ends it. Returns how to stop.
 */
export function follow<E extends Endpoint>(endpoint: E, input: CallInput<E>, follower: Follower<E>): () => void {
  let run: AbortController | undefined;
  const onVisibility = () => {
    run?.abort();
    run = undefined;
    if (document.visibilityState !== 'visible') return;
    run = new AbortController();
    void keepOpen(endpoint, { ...input, signal: run.signal }, follower, run.signal);
  };
  onVisibility();
  document.addEventListener('visibilitychange', onVisibility);
  return () => {
    document.removeEventListener('visibilitychange', onVisibility);
    run?.abort();
  };
}

async function keepOpen<E extends Endpoint>(
  endpoint: E,
  input: CallInput<E>,
  follower: Follower<E>,
  signal: AbortSignal,
): Promise<void> {
  let waitMs = firstWaitMs;
  while (!signal.aborted) {
    try {
      await readOnce(endpoint, input, {
        ...follower,
        onEvent: (event) => {
          waitMs = firstWaitMs;
          follower.onState(true);
          follower.onEvent(event);
        },
      });
    } catch (error) {
      // A cut connection and a crowded server pass; what is refused otherwise stays refused.
      if (error instanceof ApiError && [403, 404].includes(error.status)) break;
    }
    if (signal.aborted) break;
    follower.onState(false);
    await pause(waitMs * (1 + Math.random() / 2), signal);
    waitMs = Math.min(waitMs * 2, mostWaitMs);
  }
  follower.onState(false);
}

async function readOnce<E extends Endpoint>(endpoint: E, input: CallInput<E>, follower: Follower<E>): Promise<void> {
  const response = await sendWithToken(endpoint, input);
  const name = eventName(endpoint);
  const events = response.body?.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream());
  if (events === undefined) return;
  const reader = events.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    // The server builds its events from the same contract, so the page does not check them a second time.
    if (value.event === name) follower.onEvent(JSON.parse(value.data));
  }
}

function eventName(endpoint: Endpoint): string {
  const reply = endpoint.replies[200];
  const isEvents = (value: typeof reply): value is EventsReply =>
    // Its schema is not in the pages that are built.
    value !== null && value !== undefined && 'event' in value;
  if (!isEvents(reply)) throw new TypeError(`${endpoint.id} is no stream`);
  return reply.event;
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
