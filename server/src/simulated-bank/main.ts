import closeWithGrace from 'close-with-grace';
import Fastify, { type FastifyBaseLogger } from 'fastify';
import { systemClock } from '../platform/clock.ts';
import { createSecretFileIfMissing, readSecretFile } from '../platform/keys/secret-file.ts';
import { createLogger } from '../platform/log.ts';
import { StartupError } from '../platform/startup-error.ts';
import { readBankConfig } from './config.ts';
import { addSimulatedBank } from './simulated-bank.ts';

// npm run bank: the simulated bank as a process of its own. The shop finds it by SIMULATED_BANK_URL.

const gracePeriodMs = 10_000;
const secretName = 'SIMULATED_BANK_WEBHOOK_SECRET_FILE';

async function main(): Promise<void> {
  const config = readBankConfig(process.env);
  if (config.makesSecret) await createSecretFileIfMissing(secretName, config.secretFile);
  const log = createLogger(config.logLevel);
  const loggerInstance: FastifyBaseLogger = log.child({}, { level: 'warn' });
  const server = Fastify({ loggerInstance, forceCloseConnections: 'idle' });
  await addSimulatedBank(server, '', {
    folder: config.folder,
    secrets: readSecretFile(secretName, config.secretFile),
    webhookUrl: () => config.webhookUrl,
    log,
    nowMs: () => systemClock.nowMs(),
  });
  closeWithGrace({ delay: gracePeriodMs, logger: false }, async () => server.close());
  const url = await server.listen({ port: config.port, host: config.host });
  process.stdout.write(`\n  Simulated bank: ${url}\n  Books:          ${config.folder}\n`);
  process.stdout.write(
    `  Webhooks to:    ${config.webhookUrl}\n  The shop:       SIMULATED_BANK_URL=${url} npm start\n\n`,
  );
}

try {
  await main();
} catch (error) {
  if (!(error instanceof StartupError)) throw error;
  process.stderr.write(`\n  The simulated bank cannot start. ${error.message}\n\n`);
  process.exit(1);
}
