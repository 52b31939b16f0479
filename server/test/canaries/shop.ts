import { join } from 'node:path';
import { sql } from 'kysely';
import { inject } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { connect } from '../../src/platform/database/database.ts';
import { loadKeyRing } from '../../src/platform/keys/key-ring.ts';
import { randomToken } from '../../src/platform/keys/random.ts';
import { createLogger } from '../../src/platform/log.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { layFoundation } from '../../src/start-server.ts';
import { freePort } from '../bank-process.ts';
import { Client } from '../client.ts';
import { cloneDatabase } from '../clone.ts';
import { Factory } from '../factory.ts';
import { startReceiver } from '../receiver.ts';
import { makeShopRole } from '../shop-role.ts';
import { type HeardProcess, startHeard } from './heard-process.ts';

/**
 * Shop and bank as processes of their own that log all they can, on a database that keeps every state of every job. The shop is
 * not the owner of the tables.
 */
export interface HeardShop {
  url: string;
  keysDir: string;
  platform: Platform;
  db: Platform['db'];
  make: Factory;
  shop: HeardProcess;
  bank: HeardProcess;
  /** What the metrics say now. */
  metrics(): Promise<string>;
  /** Stops shop and bank, which tells the watchers the last that there is to tell. */
  stop(): Promise<void>;
  /** All that went to whoever collects traces and errors. */
  toldToWatchers(): string;
  client(): Client;
  /** Every job as it ever stood in the queue: payload, key, last failure. */
  jobs(): Promise<string>;
  close(): Promise<void>;
}

/** Starts them. The bank can tell the shop of payments. */
export async function openHeardShop(): Promise<HeardShop> {
  const keysDir = inject('keysDir');
  const clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  const [shopPort, bankPort, metricsPort] = [await freePort(), await freePort(), await freePort()];
  const receiver = await startReceiver();
  const base = { HOST: '127.0.0.1', OG_DATA_DIR: keysDir, LOG_LEVEL: 'trace' };
  const bank = await startHeard(
    new URL('../../src/simulated-bank/main.ts', import.meta.url),
    {
      ...base,
      SIMULATED_BANK_PORT: String(bankPort),
      SIMULATED_BANK_DIR: join(keysDir, 'banks', new URL(clone.url).pathname.slice(1)),
      SIMULATED_BANK_WEBHOOK_URL: `http://127.0.0.1:${shopPort}/api/v1/payments/webhooks/simulated-bank`,
    },
    /Simulated bank: (\S+)/,
  );
  const settings = { DATABASE_URL: clone.url, DATABASE_CONNECTIONS: '8', SIMULATED_BANK_URL: bank.url };
  const config = readConfig({ ...base, ...settings });
  const database = await connect(clone.url, { maxConnections: 4 });
  const keys = await loadKeyRing({ dataDir: keysDir, files: {}, generate: false });
  const { platform } = layFoundation({ config, database, keys, log: createLogger('silent') });
  await keepJobs(platform.db);
  const role = await makeShopRole(clone.url, inject('databaseUrl'));
  const shop = await startHeard(
    new URL('../serve.ts', import.meta.url),
    { ...base, ...settings, DATABASE_URL: role.url, PORT: String(shopPort), ...watchedBy(receiver.url, metricsPort) },
    /"url":"(http:[^"]+)"/,
  );
  const stop = async (): Promise<void> => {
    await shop.stop();
    await bank.stop();
  };
  return {
    url: shop.url,
    keysDir,
    platform,
    db: platform.db,
    make: new Factory(platform, shop.url),
    shop,
    bank,
    metrics: async () => (await fetch(`http://127.0.0.1:${metricsPort}/metrics`)).text(),
    stop,
    toldToWatchers: () => receiver.posted.map(({ path, body }) => `${path}\n${body}`).join('\n'),
    client: () => new Client(shop.url),
    jobs: () => readJobs(platform.db),
    close: async () => {
      await stop();
      await database.close();
      await clone.drop();
      await role.drop();
      await receiver.close();
    },
  };
}

/** Everything that can watch a shop does. */
function watchedBy(url: string, metricsPort: number): Record<string, string> {
  return {
    METRICS_PORT: String(metricsPort),
    METRICS_HOST: '127.0.0.1',
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_TRACES_SAMPLER_ARG: '1',
    SENTRY_DSN: `${url.replace('://', '://publickey@')}/1`,
  };
}

async function keepJobs(db: Platform['db']): Promise<void> {
  await sql`CREATE TABLE public.seen_jobs (said text NOT NULL)`.execute(db);
  await sql`CREATE FUNCTION public.keep_job() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN INSERT INTO public.seen_jobs VALUES (NEW::text); RETURN NULL; END $$`.execute(db);
  await sql`CREATE TRIGGER keep_job AFTER INSERT OR UPDATE ON graphile_worker._private_jobs
    FOR EACH ROW EXECUTE FUNCTION public.keep_job()`.execute(db);
}

async function readJobs(db: Platform['db']): Promise<string> {
  const { rows } = await sql<{ said: string }>`SELECT said FROM public.seen_jobs`.execute(db);
  return rows.map(({ said }) => said).join('\n');
}
