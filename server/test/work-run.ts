import { flushCompileCache } from 'node:module';
import { readConfig } from '../src/config.ts';
import { workRefundRun } from '../src/modules/orders/actions/work-refund-run.ts';
import { connect } from '../src/platform/database/database.ts';
import { loadKeyRing } from '../src/platform/keys/key-ring.ts';
import { createLogger } from '../src/platform/log.ts';
import { layFoundation } from '../src/start-server.ts';
import { bankFolder } from './bank-folder.ts';

// A process that works one refund run off and says so before and after: a test kills it in the middle.
const { DATABASE_URL: url = '', OG_DATA_DIR: dataDir = '', OG_TEST_RUN: runId = '' } = process.env;
const config = readConfig({ SIMULATED_BANK_DIR: bankFolder(dataDir, url), ...process.env });
const log = createLogger(config.logLevel);
const database = await connect(url, { maxConnections: config.databaseConnections });
const keys = await loadKeyRing({ dataDir, files: {}, generate: false });
const { platform } = layFoundation({ config, database, keys, log });
// A process that is killed later would not leave it to the next one.
flushCompileCache();
process.stdout.write('begins\n');
await workRefundRun(platform, runId);
process.stdout.write('ends\n');
await database.close();
