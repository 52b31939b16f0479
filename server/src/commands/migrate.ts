import { readConfig } from '../config.ts';
import { allowShop } from '../platform/database/shop-role.ts';
import { openDatabase } from '../platform/open-database.ts';
import { loadKeyRing } from '../platform/keys/key-ring.ts';
import { createLogger } from '../platform/log.ts';
import { StartupError } from '../platform/startup-error.ts';
import { sealingSteps } from '../seal-clear-rows.ts';
import { optionsOf } from './support/words.ts';

/**
 * npm run migrate: brings the database to the schema of this version and ends. Starting a server does the same; this is for a
 * rollout that wants to know before it starts any. Several at once wait for each other. `-- --for ROLE` then lets this role of the
 * database do what a shop does and no more, so that the shop need not be the owner.
 */
try {
  const { values } = optionsOf(process.argv.slice(2), 'Usage: npm run migrate -- [--for ROLE]', ['for'], []);
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const loadKeys = () => loadKeyRing({ dataDir: config.dataDir, files: config.secretFiles, generate: false });
  const database = await openDatabase(config, log, { steps: sealingSteps({ config, log, loadKeys }) });
  try {
    if (values.for !== undefined) await allowShop({ connectionString: database.url }, values.for);
  } finally {
    await database.close();
  }
  process.stdout.write('The database has the schema of this version.\n');
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
