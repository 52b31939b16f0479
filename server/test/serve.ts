import { flushCompileCache } from 'node:module';
import { readConfig } from '../src/config.ts';
import { connect } from '../src/platform/database/database.ts';
import { loadKeyRing } from '../src/platform/keys/key-ring.ts';
import { createLogger } from '../src/platform/log.ts';
import { layFoundation, startServer } from '../src/start-server.ts';
import { bankFolder } from './bank-folder.ts';
import { strategyOf } from './strategies/strategies.ts';

// One server process of a test with several: DATABASE_URL and OG_DATA_DIR say where, its address goes to the parent.
// OG_TEST_STRATEGY names another way to add lines (strategies/strategies.ts); only this script knows it.
const { DATABASE_URL: url = '', OG_DATA_DIR: dataDir = '' } = process.env;
const config = readConfig({ SIMULATED_BANK_DIR: bankFolder(dataDir, url), ...process.env });
const log = createLogger(config.logLevel);
const database = await connect(config.databaseUrl ?? '', { maxConnections: config.databaseConnections });
const keys = await loadKeyRing({ dataDir: config.dataDir, files: {}, generate: false });
const foundation = layFoundation({ config, database, keys, log });
const strategy = process.env['OG_TEST_STRATEGY'];
const server = await startServer(foundation, {
  rateLimits: false,
  ...(strategy === undefined ? {} : { overrides: { addLine: strategyOf(strategy) } }),
});
// A process that is killed later would not leave it to the next one.
flushCompileCache();
process.stdout.write(`${JSON.stringify({ url: server.url })}\n`);
process.once('SIGTERM', () => {
  void server.stop().then(() => database.close());
});
