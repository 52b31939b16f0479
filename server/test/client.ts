import { randomBytes } from 'node:crypto';
import type { Problem } from '@og-tickets/contract/endpoint.ts';

export interface Answer<Body> {
  status: number;
  headers: Headers;
  /** The body as it came. */
  bytes: Buffer;
  /** The body read as JSON; undefined for an empty or non-JSON one. */
  body: Body;
}

export interface CallOptions {
  body?: unknown;
  /** Sent as they are; win over the usual ones. */
  headers?: Record<string, string>;
}

/** The header by which a call seems to come from an address of its own, where the shop stands behind one proxy. */
export function fromElsewhere(): Record<string, string> {
  return { 'x-forwarded-for': Array.from(randomBytes(4)).join('.') };
}

/** A browser as the server sees one: keeps cookies and an access token, sends what our pages send. */
export class Client {
  readonly url: string;
  readonly cookies = new Map<string, string>();
  accessToken: string | null = null;

  constructor(url: string) {
    this.url = url;
  }

  get<Body>(path: string, options?: CallOptions): Promise<Answer<Body>> {
    return this.call('GET', path, options);
  }

  post<Body>(path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer<Body>> {
    return this.call('POST', path, { body, ...(headers === undefined ? {} : { headers }) });
  }

  /** The problem of a reply that must be a refusal. */
  static problem(answer: Answer<unknown>): Problem {
    if (answer.status < 400) throw new Error(`expected a refusal, got ${answer.status}`);
    return answer.body as Problem;
  }

  /** Calls a path under /api/v1, or any path that starts with a slash and `//` in front is taken from the root. */
  async call<Body>(method: string, path: string, { body, headers }: CallOptions = {}): Promise<Answer<Body>> {
    const url = path.startsWith('//') ? `${this.url}${path.slice(1)}` : `${this.url}/api/v1${path}`;
    const response = await fetch(url, {
      method,
      redirect: 'manual',
      headers: {
        'x-requested-with': 'og-tickets',
        'accept-language': 'fr',
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(this.accessToken === null ? {} : { authorization: `Bearer ${this.accessToken}` }),
        ...(this.cookies.size === 0 ? {} : { cookie: [...this.cookies].map(([k, v]) => `${k}=${v}`).join('; ') }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    this.#keepCookies(response.headers.getSetCookie());
    const bytes = Buffer.from(await response.arrayBuffer());
    const isJson = /\bjson\b/.test(response.headers.get('content-type') ?? '');
    // Tests say what they expect and then assert it.
    const parsed = (isJson && bytes.length > 0 ? JSON.parse(bytes.toString('utf8')) : undefined) as Body;
    return { status: response.status, headers: response.headers, bytes, body: parsed };
  }

  #keepCookies(lines: readonly string[]): void {
    for (const line of lines) {
      const [name = '', value = ''] = (line.split(';')[0] ?? '').split('=', 2);
      if (value === '' || /max-age=0\b/i.test(line)) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}
