import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Metrics } from '../metrics/metrics.ts';
import type { Tracer } from './tracer.ts';

/** Words that stand for what is no route of ours: addresses that visitors make up must not become labels. */
const noRoute = 'none';
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Measures every answer by its route, and tells traces of those under /api. A stream of events is no answer that ends. */
export function addHttpSignals(server: FastifyInstance, metrics: Metrics, tracer: Tracer | null): void {
  const measure = (request: FastifyRequest, answer: FastifyReply): void => {
    const type = answer.getHeader('content-type');
    if (typeof type === 'string' && type.startsWith('text/event-stream')) return;
    const route = request.routeOptions.url ?? noRoute;
    const method = methods.has(request.method) ? request.method : 'other';
    const status = answer.statusCode;
    metrics.answered({ method, route, status }, answer.elapsedTime / 1_000);
    if (tracer === null || !route.startsWith('/api/')) return;
    const { traceparent } = request.headers;
    tracer.record({
      name: `${method} ${route}`,
      kind: 'server',
      startedAtMs: Date.now() - answer.elapsedTime,
      durationMs: answer.elapsedTime,
      failed: status >= 500,
      attributes: {
        'http.request.method': method,
        'http.route': route,
        'http.response.status_code': status,
        'og.request.id': request.id,
      },
      parent: Array.isArray(traceparent) ? traceparent[0] : traceparent,
    });
  };
  server.addHook('onResponse', (request, answer, done) => {
    measure(request, answer);
    done();
  });
}
