import { Agent, request } from 'node:http';

/** What a call got. */
export interface Got {
  status: number;
  /** Milliseconds from the call to the end of its reply. */
  tookMs: number;
  retryAfter: string | null;
  body: string;
}

/** Calls one shop over connections that stay open, as many as are needed up to `most`. */
export class Visitors {
  readonly #url: string;
  readonly #agent: Agent;

  constructor(url: string, most: number) {
    this.#url = url;
    this.#agent = new Agent({ keepAlive: true, maxSockets: most });
  }

  /** One call. Resolves in any case: status 0 when no reply came. */
  call(method: string, path: string, options: { token?: string; body?: unknown; key?: string } = {}): Promise<Got> {
    const beganAtMs = performance.now();
    const text = options.body === undefined ? undefined : JSON.stringify(options.body);
    const headers = {
      'x-requested-with': 'og-tickets',
      ...(text === undefined ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }),
      ...(options.token === undefined ? {} : { authorization: `Bearer ${options.token}` }),
      ...(options.key === undefined ? {} : { 'idempotency-key': options.key }),
    };
    return new Promise((resolve) => {
      const failed = (): void =>
        resolve({ status: 0, tookMs: performance.now() - beganAtMs, retryAfter: null, body: '' });
      const sent = request(`${this.#url}/api/v1${path}`, { method, headers, agent: this.#agent }, (reply) => {
        const parts: Buffer[] = [];
        reply.on('data', (part: Buffer) => parts.push(part));
        reply.on('error', failed);
        reply.on('end', () =>
          resolve({
            status: reply.statusCode ?? 0,
            tookMs: performance.now() - beganAtMs,
            retryAfter: reply.headers['retry-after'] ?? null,
            body: Buffer.concat(parts).toString(),
          }),
        );
      });
      sent.on('error', failed);
      sent.end(text);
    });
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** The value below which this share of the values lies; 0 of none. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
}

/** The middle one; 0 of none. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
}
