import * as contract from '@og-tickets/contract/catalog.ts';
import { readConfig } from '../../server/src/config.ts';
import { OwnCallCounts } from '../../server/src/platform/call-counts/call-counts.ts';
import { connect } from '../../server/src/platform/database/database.ts';
import { reply, route } from '../../server/src/platform/http/route.ts';
import { addRoutes, createHttpServer, type HttpServerOptions } from '../../server/src/platform/http/server.ts';
import { createLogger } from '../../server/src/platform/log.ts';
import { listSessionsByQuery } from '../../server/test/catalogue-by-query/session-list.ts';

// The list of sessions as it was answered before it was kept in memory: the same HTTP server, a statement for each request.

const config = readConfig({ PORT: '0', HOST: '127.0.0.1', ...process.env });
const database = await connect(config.databaseUrl ?? '', { maxConnections: 8 });
const options: HttpServerOptions = {
  db: database.db,
  log: createLogger('fatal'),
  secureCookies: false,
  publicOrigin: null,
  trustedProxies: 0,
  authenticate: async () => null,
  rateLimits: false,
  stripe: false,
  admission: null,
  counts: new OwnCallCounts(),
  isStopping: () => false,
};
const server = await createHttpServer(options);
const list = route(contract.listSessions, async ({ query: { cursor: _cursor, ...filter }, locale }) =>
  reply(200, await listSessionsByQuery(database.db, filter, { cursor: null, locale })),
);
addRoutes(server, [list], options);
const url = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify({ url })}\n`);
process.once('SIGTERM', () => {
  void server.close().then(() => database.close());
});
