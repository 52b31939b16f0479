import { QueryClient } from '@tanstack/react-query';
import { ApiError } from './api-error.ts';
import { onLanguageChange } from '../words/language.ts';
import { onLoginChange } from './login.ts';

/** Tries after the first one. */
const RETRIES = 2;
/** A server that asks for a longer wait than this gets no retry: the user is told instead. */
const LONGEST_WAIT_SECONDS = 10;

/** A refusal (4xx) is final: asking again changes nothing. Lost connections and faults of the server may pass. */
export function mayRetry(failures: number, error: unknown): boolean {
  if (failures >= RETRIES) return false;
  if (!(error instanceof ApiError)) return false;
  // The page says so and counts down to its next try, instead of a wait without a word.
  if (error.code === 'overloaded') return false;
  if ((error.retryAfterSeconds ?? 0) > LONGEST_WAIT_SECONDS) return false;
  return error.status === 0 || error.status >= 500;
}

/** Milliseconds until the next try: what the server asked for, else half a second, then one; up to half as long again. */
export function retryDelayMs(failures: number, error: unknown): number {
  const asked = error instanceof ApiError ? error.retryAfterSeconds : undefined;
  const waitMs = asked === undefined ? 500 * 2 ** failures : asked * 1000;
  // Pages that lost the same server must not come back together.
  return waitMs * (1 + Math.random() / 2);
}

/** The one cache of server replies. Writes are never retried by themselves: the page knows its idempotency key. */
export const queryClient = new QueryClient({
  defaultOptions: {
    // `always`: without a connection a query fails at once and the page says so, instead of waiting without a word.
    queries: { staleTime: 5_000, retry: mayRetry, retryDelay: retryDelayMs, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

onLoginChange((next, before) => {
  if (before.status === 'unknown') return;
  // Another person's data must not stay in sight; a new login only makes the guest's data old.
  if (next.status === 'guest') void queryClient.resetQueries();
  else if (before.status !== 'in') void queryClient.invalidateQueries();
});

// Replies hold names and sentences in the language they were asked in.
onLanguageChange(() => void queryClient.invalidateQueries());
