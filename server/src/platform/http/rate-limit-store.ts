import type { FastifyRateLimitStore, FastifyRateLimitStoreCtor } from '@fastify/rate-limit';
import type { CallCounts } from '../call-counts/call-counts.ts';

/** The form in which the rate limiter of the HTTP server asks for counts: a store that makes one for each route. */
export function rateLimitStore(counts: CallCounts): FastifyRateLimitStoreCtor {
  return class RouteStore implements FastifyRateLimitStore {
    readonly #route: string;

    constructor(options: object) {
      this.#route = routeOf(options);
    }

    incr(
      key: string,
      answer: (error: Error | null, result?: { current: number; ttl: number }) => void,
      windowMs: number,
    ): void {
      void counts.count(`${this.#route}\n${key}`, windowMs).then(
        ({ calls, leftMs }) => answer(null, { current: calls, ttl: leftMs }),
        (error: unknown) => answer(error instanceof Error ? error : new Error('not counted')),
      );
    }

    child(options: object): FastifyRateLimitStore {
      return new RouteStore(options);
    }
  };
}

/** Two routes have two limits, also for the same caller. */
function routeOf(options: object): string {
  const info: unknown = 'routeInfo' in options ? options.routeInfo : null;
  if (typeof info !== 'object' || info === null || !('method' in info && 'url' in info)) return '';
  return `${String(info.method)} ${String(info.url)}`;
}
