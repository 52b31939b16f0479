import { readConfig } from '../config.ts';
import { openDatabase } from '../platform/open-database.ts';
import { loadKeyRing } from '../platform/keys/key-ring.ts';
import { createLogger } from '../platform/log.ts';
import { StartupError } from '../platform/startup-error.ts';
import { sealingSteps } from '../seal-clear-rows.ts';

/**
 * npm run migrate: brings the database to the schema of this version and ends. Starting a server does the same; this is for a
 * rollout that wants to know before it starts any. Several at once wait for each other.
 */
try {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const loadKeys = () => loadKeyRing({ dataDir: config.dataDir, files: config.secretFiles, generate: false });
  const database = await openDatabase(config, log, { steps: sealingSteps({ config, log, loadKeys }) });
  await database.close();
  process.stdout.write('The database has the schema of this version.\n');
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
