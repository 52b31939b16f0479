import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { openApiDocument } from './openapi.ts';

const wordmark =
  '<svg xmlns="http://www.w3.org/2000/svg" width="170" height="40"><text x="0" y="28" font-family="sans-serif" font-size="26" font-weight="700" fill="#fff">OG-Tickets</text></svg>';

/** How a part does, in figures. */
export interface Condition {
  name: string;
  detail: Record<string, string | number | boolean>;
}

function detailOf(conditions: readonly Condition[]): Record<string, Condition['detail']> {
  return Object.fromEntries(conditions.map(({ name, detail }) => [name, detail]));
}

/** What operators and developers ask for: is the process up, can it serve, and what does the API look like. */
export async function addOperations(
  server: FastifyInstance,
  db: Db,
  { conditions, isStopping }: { conditions: () => Condition[]; isStopping: () => boolean },
): Promise<void> {
  server.get('/healthz', async (_request, answer) => answer.header('cache-control', 'no-store').send({ status: 'up' }));
  server.get('/readyz', async (_request, answer) => {
    answer.header('cache-control', 'no-store');
    // Whoever spreads the calls is told before the process takes no more.
    if (isStopping()) return answer.status(503).header('retry-after', '2').send({ status: 'stopping' });
    try {
      await sql`SELECT 1`.execute(db);
      return answer.send({ status: 'ready', ...detailOf(conditions()) });
    } catch (error) {
      server.log.error({ err: error }, 'the database does not answer');
      return answer
        .status(503)
        .header('retry-after', '2')
        .send({ status: 'database unreachable', ...detailOf(conditions()) });
    }
  });
  const document = JSON.stringify(openApiDocument(endpoints));
  server.get('/api/openapi.json', async (_request, answer) =>
    answer.type('application/json; charset=utf-8').send(document),
  );
  await server.register(swagger, { mode: 'static', specification: { document: JSON.parse(document) } });
  const logo = { type: 'image/svg+xml', content: wordmark, href: '/', target: '_self' as const };
  await server.register(swaggerUi, { routePrefix: '/api/docs', theme: { title: 'OG-Tickets API' }, logo });
}
