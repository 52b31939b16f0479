import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../server/src/config.ts';
import { loadKeyRing } from '../../../server/src/platform/keys/key-ring.ts';
import { createLogger } from '../../../server/src/platform/log.ts';
import { openDatabase } from '../../../server/src/platform/open-database.ts';

/** A migrated, empty embedded database with keys beside it, in a temporary folder that `close` deletes. */
export async function openProofDatabase(): Promise<{ url: string; keysDir: string; close(): Promise<void> }> {
  const keysDir = await mkdtemp(join(tmpdir(), 'og-tickets-proof-'));
  const config = readConfig({ OG_DATA_DIR: keysDir });
  const database = await openDatabase(config, createLogger('silent'));
  await loadKeyRing({ dataDir: keysDir, files: {}, generate: true });
  return {
    url: database.url,
    keysDir,
    close: async () => {
      await database.close();
      await rm(keysDir, { recursive: true, force: true });
    },
  };
}
