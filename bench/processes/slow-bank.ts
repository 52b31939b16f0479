import Fastify from 'fastify';
import { systemClock } from '../../server/src/platform/clock.ts';
import { readSecretFile } from '../../server/src/platform/keys/secret-file.ts';
import { createLogger } from '../../server/src/platform/log.ts';
import { readBankConfig } from '../../server/src/simulated-bank/config.ts';
import { addSimulatedBank } from '../../server/src/simulated-bank/simulated-bank.ts';
import { sleep } from '../lib/stats.ts';

// The simulated bank as slow as real ones: each of its answers takes 50 to 500 ms.

const quickestMs = 50;
const slowestMs = 500;

const config = readBankConfig({ ...process.env, SIMULATED_BANK_PORT: '0' });
const server = Fastify();
server.addHook('onRequest', () => sleep(quickestMs + Math.random() * (slowestMs - quickestMs)));
await addSimulatedBank(server, '', {
  folder: config.folder,
  secrets: readSecretFile('SIMULATED_BANK_WEBHOOK_SECRET_FILE', config.secretFile),
  webhookUrl: () => config.webhookUrl,
  log: createLogger('fatal'),
  nowMs: () => systemClock.nowMs(),
});
const url = await server.listen({ port: 0, host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify({ url })}\n`);
process.once('SIGTERM', () => void server.close());
