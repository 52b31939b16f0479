import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import { sendRefusal } from './problem.ts';
import { refuse } from './refusal.ts';

const dist = fileURLToPath(new URL('../../../../web/dist', import.meta.url));
const yearSeconds = 31_536_000;

/**
 * Serves the built pages. Every address that is neither the API nor a file is the application's, which knows its own
 * routes; `/dev/ui`, which shows all components, is one in a demonstration only. Files under /assets carry a hash in their
 * name and never change; the page itself is always asked for again.
 */
export async function addPages(server: FastifyInstance, { demo }: { demo: boolean }): Promise<void> {
  const built = existsSync(`${dist}/index.html`);
  if (built) {
    await server.register(fastifyStatic, {
      root: dist,
      cacheControl: false,
      setHeaders: (answer, path) => {
        const lasting = path.includes('/assets/');
        answer.header('cache-control', lasting ? `public, max-age=${yearSeconds}, immutable` : 'no-cache');
      },
    });
  }
  server.setNotFoundHandler((request, answer) => {
    const isPage = request.method === 'GET' && isPageAddress(request.url, demo);
    if (!built || !isPage) return sendRefusal(request, answer, refuse('not_found'));
    return answer.header('cache-control', 'no-cache').sendFile('index.html');
  });
}

/** Whether the application answers at an address that is no file, rather than nobody. */
export function isPageAddress(address: string, demo: boolean): boolean {
  if (/^\/dev\/ui\/?(\?|$)/.test(address)) return demo;
  return !/^\/(api|dev|assets)\//.test(address);
}
