import closeWithGrace from 'close-with-grace';
import { type Config, readConfig } from './config.ts';
import { requireNoDemoAccounts } from './demo/demo-accounts.ts';
import { changeDemoSessions } from './demo/changed-sessions.ts';
import { prepareDemo, printWelcome } from './demo/prepare-demo.ts';
import { indexAddresses } from './modules/accounts/index.ts';
import { indexHolders } from './modules/tickets/index.ts';
import { Admission } from './platform/http/admission.ts';
import { type KeyRing, loadKeyRing } from './platform/keys/key-ring.ts';
import { createLogger, type Logger } from './platform/log.ts';
import { openDatabase } from './platform/open-database.ts';
import { StartupError } from './platform/startup-error.ts';
import { requireOwnSecrets } from './require-own-secrets.ts';
import { sealingSteps } from './seal-clear-rows.ts';
import { layFoundation, startServer } from './start-server.ts';

/** In-flight requests and jobs get this long after SIGTERM or Ctrl-C. */
const gracePeriodMs = 10_000;
/** What is left of it, at least, once the process takes no more calls. */
const workPeriodMs = 8_000;

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function fail(sentence: string): void {
  process.stderr.write(`\n  ${sentence}\n\n`);
}

/** What must be stopped when the process ends, the last started first; it grows while the shop starts. */
const running: (() => Promise<void>)[] = [];

async function stopAll(): Promise<void> {
  for (let stop = running.pop(); stop !== undefined; stop = running.pop()) await stop();
}

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLogger(config.logLevel);
  endWithGrace(log, config.drainMs);
  const progress = (step: string): void => say(`  ${step} …`);
  const onExit = (sentence: string): void => {
    fail(sentence);
    process.exit(1);
  };
  // A real shop makes no secrets, so that an unfit one is told before the database is touched.
  const givenKeys = config.demo ? null : await loadKeys(config);
  const steps = sealingSteps({ config, log, loadKeys: () => loadKeys(config) });
  const database = await openDatabase(config, log, { progress, onExit, steps });
  running.push(() => database.close());
  const keys = givenKeys ?? (await loadKeys(config));
  const foundation = layFoundation({ config, database, keys, log });
  await requireOwnSecrets(foundation.platform);
  await indexAddresses(foundation.platform);
  await indexHolders(foundation.platform);
  if (!config.demo) await requireNoDemoAccounts(foundation.platform);
  const demo = config.demo && config.role !== 'worker' ? await prepareDemo(foundation.platform, progress) : null;
  const server = await startServer(foundation, {
    rateLimits: true,
    admission: new Admission(log),
  });
  running.push(() => server.stop());
  if (config.role === 'worker') say(`  OG-Tickets works jobs here; how it does is at ${server.url}/readyz\n`);
  else printWelcome(server.platform, demo?.accounts ?? [], say);
  if (demo?.isNew === true) await changeDemoSessions(server.platform, server.url, demo.accounts);
}

function loadKeys({ dataDir, secretFiles, demo }: Config): Promise<KeyRing> {
  return loadKeyRing({ dataDir, files: secretFiles, generate: demo });
}

/** From the first moment: a Ctrl-C while the shop starts must not leave its database running. */
function endWithGrace(log: Logger, drainMs: number): void {
  closeWithGrace({ delay: Math.max(gracePeriodMs, drainMs + workPeriodMs), logger: false }, async ({ err, signal }) => {
    if (err !== undefined) log.fatal({ err }, 'the process ends after an error that nothing handled');
    if (signal !== undefined) say(`\n  Stopping (${signal}) …`);
    await stopAll();
  });
}

try {
  await main();
} catch (error) {
  await stopAll();
  if (!(error instanceof StartupError)) throw error;
  fail(`OG-Tickets cannot start. ${error.message}`);
  // close-with-grace ends a process that has nothing left to do with code 0.
  process.exit(1);
}
