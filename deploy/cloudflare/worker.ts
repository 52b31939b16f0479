// The shop behind Cloudflare: static pages come from Cloudflare's own machines, calls go to the origin (deploy/nginx). Nothing is
// decided here: who may call what is the origin's to say.

/** What wrangler.jsonc gives the Worker. */
export interface Environment {
  /** `https://origin.example.org`: where nginx answers, in the same zone, so that it learns the caller's address. */
  ORIGIN: string;
  /** The built pages; not there where Pages serves them and only calls are routed here. */
  ASSETS?: { fetch: (request: Request) => Promise<Response> };
}

/** What the origin answers; all else is a page. `/simulated-bank` and `/dev` are there in a demo only. */
const calls = /^\/(?:api|simulated-bank|dev|\.well-known)(?:\/|$)/;
/** Who watches over the origin asks the origin. */
const hidden = new Set(['/healthz', '/readyz', '/metrics']);
/** The origin has this long for the first byte of its answer. */
const patienceMs = 60_000;

/** Headers that say who calls: those that a caller sends itself are lies. */
const claims = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'true-client-ip'];

const bareHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
};

/** An answer of our own, in the form that the API's refusals have. */
function refuse(status: number, code: string, detail: string, more: Record<string, string> = {}): Response {
  const problem = { type: 'about:blank', title: code.replaceAll('_', ' '), status, code, detail };
  const headers = { ...bareHeaders, ...more, 'content-type': 'application/problem+json; charset=utf-8' };
  return new Response(JSON.stringify(problem), { status, headers });
}

/** The same request for the origin, with the address of the caller as Cloudflare saw it. */
function forOrigin(request: Request, origin: string): Request {
  const { pathname, search } = new URL(request.url);
  const headers = new Headers(request.headers);
  for (const name of claims) headers.delete(name);
  headers.set('x-forwarded-for', request.headers.get('cf-connecting-ip') ?? '');
  headers.set('x-forwarded-proto', 'https');
  const hasBody = request.method !== 'GET' && request.method !== 'HEAD';
  return new Request(new URL(`${pathname}${search}`, origin), {
    method: request.method,
    headers,
    // Passed on as it comes in: a catalogue may be larger than what a Worker should hold.
    ...(hasBody ? { body: request.body, duplex: 'half' } : {}),
    // A redirect is for the browser.
    redirect: 'manual',
    signal: request.signal,
  });
}

async function ask(request: Request, origin: string): Promise<Response> {
  const late = new AbortController();
  const timer = setTimeout(() => late.abort(), patienceMs);
  try {
    const answer = await fetch(forOrigin(request, origin), { signal: AbortSignal.any([late.signal, request.signal]) });
    // Events of live places go through as they come: the body is never read here.
    return new Response(answer.body, answer);
  } catch {
    return refuse(502, 'origin_unreachable', 'La billetterie ne répond pas. Réessayez dans un moment.', {
      'retry-after': '5',
    });
  } finally {
    clearTimeout(timer);
  }
}

/** Cloudflare calls `fetch` for each request that it routes here. */
export default {
  async fetch(request: Request, environment: Environment): Promise<Response> {
    const { protocol, pathname, href } = new URL(request.url);
    if (protocol === 'http:') {
      return new Response(null, { status: 308, headers: { location: href.replace(/^http:/, 'https:') } });
    }
    if (hidden.has(pathname)) return refuse(404, 'not_found', 'Cette adresse n’existe pas.');
    if (calls.test(pathname)) return ask(request, environment.ORIGIN);
    if (environment.ASSETS === undefined) return refuse(404, 'not_found', 'Cette adresse n’existe pas.');
    return environment.ASSETS.fetch(request);
  },
};
