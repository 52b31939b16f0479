import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../server/src/config.ts';
import { loadKeyRing } from '../../../server/src/platform/keys/key-ring.ts';
import type { Admission } from '../../../server/src/platform/http/admission.ts';
import { createLogger } from '../../../server/src/platform/log.ts';
import { openDatabase } from '../../../server/src/platform/open-database.ts';
import { layFoundation, startServer } from '../../../server/src/start-server.ts';
import { Client } from '../../../server/test/client.ts';
import { Factory } from '../../../server/test/factory.ts';
import type { TestShop } from '../../../server/test/harness.ts';

/**
 * The real server on an embedded database of its own, both in a temporary folder that `close` deletes; in a folder that is
 * named they stay, for another run.
 */
export async function openProofShop({
  environment = {},
  dataDir,
  ...options
}: {
  admission?: Admission;
  rateLimits?: boolean;
  environment?: Record<string, string>;
  dataDir?: string | undefined;
} = {}): Promise<TestShop> {
  const keysDir = dataDir ?? (await mkdtemp(join(tmpdir(), 'og-tickets-proof-')));
  const settings = { PORT: '0', HOST: '127.0.0.1', OG_DATA_DIR: keysDir, LOG_LEVEL: 'silent' };
  const config = readConfig({ ...settings, ...environment });
  const log = createLogger(config.logLevel);
  const database = await openDatabase(config, log);
  const keys = await loadKeyRing({ dataDir: keysDir, files: {}, generate: true });
  const server = await startServer(layFoundation({ config, database, keys, log }), {
    rateLimits: false,
    ...options,
  });
  const { platform, url } = server;
  return {
    url,
    databaseUrl: database.url,
    keysDir,
    platform,
    db: platform.db,
    make: new Factory(platform, url),
    caughtUp: () => server.catchUp(),
    client: () => new Client(url),
    close: async () => {
      await server.stop();
      await database.close();
      if (dataDir === undefined) await rm(keysDir, { recursive: true, force: true });
    },
  };
}
