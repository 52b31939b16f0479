import closeWithGrace from 'close-with-grace';
import { readConfig } from './config.ts';
import { prepareDemo, printWelcome } from './demo/prepare-demo.ts';
import { loadKeyRing } from './platform/keys/key-ring.ts';
import { createLogger, type Logger } from './platform/log.ts';
import { openDatabase } from './platform/open-database.ts';
import { StartupError } from './platform/startup-error.ts';
import { layFoundation, startServer } from './start-server.ts';

/** In-flight requests and jobs get this long after SIGTERM or Ctrl-C. */
const gracePeriodMs = 10_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  const database = await openDatabase(config, log, (step) => say(`  ${step} …`));
  try {
    const keys = await loadKeyRing({ dataDir: config.dataDir, files: config.secretFiles, generate: config.demo });
    const foundation = layFoundation({ config, database, keys, log });
    const accounts = config.demo ? await prepareDemo(foundation.platform, (step) => say(`  ${step} …`)) : [];
    const server = await startServer(foundation, { rateLimits: true, aloneOnDatabase: database.embedded });
    endWithGrace(log, async () => {
      await server.stop();
      await database.close();
    });
    printWelcome(server.platform, accounts, say);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function endWithGrace(log: Logger, stop: () => Promise<void>): void {
  closeWithGrace({ delay: gracePeriodMs, logger: false }, async ({ err, signal }) => {
    if (err !== undefined) log.fatal({ err }, 'the process ends after an error that nothing handled');
    if (signal !== undefined) say(`\n  Stopping (${signal}) …`);
    await stop();
  });
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`\n  OG-Tickets cannot start. ${error.message}\n\n`);
  process.exitCode = 1;
}
