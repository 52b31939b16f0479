import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { endpoints } from '@og-tickets/contract/endpoints.ts';
import type { FastifyInstance } from 'fastify';
import { sql } from 'kysely';
import type { Db } from '../database/database.ts';
import { openApiDocument } from './openapi.ts';

/** What operators and developers ask for: is the process up, can it serve, and what does the API look like. */
export async function addOperations(server: FastifyInstance, db: Db): Promise<void> {
  server.get('/healthz', async (_request, answer) => answer.header('cache-control', 'no-store').send({ status: 'up' }));
  server.get('/readyz', async (_request, answer) => {
    answer.header('cache-control', 'no-store');
    try {
      await sql`SELECT 1`.execute(db);
      return answer.send({ status: 'ready' });
    } catch (error) {
      server.log.error({ err: error }, 'the database does not answer');
      return answer.status(503).header('retry-after', '2').send({ status: 'database unreachable' });
    }
  });
  const document = openApiDocument(endpoints);
  server.get('/api/openapi.json', async (_request, answer) => answer.send(document));
  await server.register(swagger, { mode: 'static', specification: { document } });
  await server.register(swaggerUi, { routePrefix: '/api/docs' });
}
