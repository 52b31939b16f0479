import type { Endpoint } from '@og-tickets/contract/endpoint.ts';
import type { Ask } from '@og-tickets/contract/page-drawing.ts';

import { isRefusal } from '../platform/http/refusal.ts';
import type { Context, Route } from '../platform/http/route.ts';
import { compileSchema } from '../platform/http/validation.ts';
import { uuidv7 } from '../platform/keys/random.ts';

const none = Buffer.alloc(0);

/** Calls routes that anyone may read, as a guest would over HTTP and with the same checks, without HTTP. */
export function askRoutes(routes: readonly Route[]): Ask {
  const open = routes.filter(({ endpoint }) => endpoint.method === 'GET' && endpoint.access.kind === 'anyone');
  const byId = new Map(open.map((route) => [route.endpoint.id, route]));
  const checks = new Map<object, (value: unknown) => unknown>();
  const fits = (schema: object | undefined, value: unknown, httpPart: string): boolean => {
    if (schema === undefined) return true;
    const check = checks.get(schema) ?? compileSchema({ schema, method: 'GET', url: '', httpPart });
    checks.set(schema, check);
    return check(value) === true;
  };
  return async ({ endpoint: id, params = {}, query = {} }, locale) => {
    const route = byId.get(id);
    if (route === undefined) throw new Error(`pages ask for ${id}, which is no route that anyone may read`);
    const { endpoint } = route;
    if (!fits(endpoint.params, params, 'params') || !fits(endpoint.query, query, 'querystring')) return null;
    const result = await route.handle(guestContext({ params, query, locale }));
    return isRefusal(result) ? null : result.body;
  };
}

function guestContext(input: Pick<Context<Endpoint>, 'locale'> & { params: object; query: object }): Context<Endpoint> {
  return {
    // Checked against the endpoint's schemas, as those of a request are.
    params: { ...input.params },
    query: { ...input.query },
    body: undefined,
    caller: { kind: 'guest' },
    locale: input.locale,
    requestId: uuidv7(),
    address: 'pages',
    userAgent: '',
    idempotencyKey: '',
    rawBody: none,
    claim: null,
    serialize: () => none,
    hasLeft: () => false,
    header: () => undefined,
    cookie: () => undefined,
    setCookie: () => undefined,
    clearCookie: () => undefined,
  };
}
