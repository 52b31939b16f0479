import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { StartupError } from '../startup-error.ts';
import { bareHeaders } from '../http/headers.ts';
import type { Metrics } from './metrics.ts';

const patienceMs = 10_000;

/**
 * Serves /metrics on an address of its own, so that no proxy of the shop can lead to it. Throws a StartupError when the port
 * cannot be had. Returns the address and how to end it.
 */
export async function serveMetrics(
  metrics: Metrics,
  { port, host }: { port: number; host: string },
): Promise<{ url: string; stop(): Promise<void> }> {
  const server = createServer({ requestTimeout: patienceMs, headersTimeout: patienceMs }, (request, answer) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    if (!isRead || request.url?.split('?', 1)[0] !== '/metrics') {
      answer.writeHead(isRead ? 404 : 405, bareHeaders).end();
      return;
    }
    void metrics.text().then(
      (text) => answer.writeHead(200, { ...bareHeaders, 'content-type': metrics.contentType }).end(text),
      () => answer.writeHead(503, bareHeaders).end(),
    );
  });
  await listen(server, port, host);
  const address = server.address();
  const realPort = typeof address === 'object' && address !== null ? address.port : port;
  const stop = async (): Promise<void> => {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  };
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${realPort}/metrics`, stop };
}

async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (error) {
    const why = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
    throw new StartupError(`METRICS_PORT ${port} on ${host} cannot be had (${why}). Choose another.`);
  }
}
