import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../../server/src/config.ts';
import { loadKeyRing } from '../../../server/src/platform/keys/key-ring.ts';
import { startEmbeddedPostgres } from '../../../server/src/platform/database/embedded.ts';
import { createLogger } from '../../../server/src/platform/log.ts';
import { openDatabase } from '../../../server/src/platform/open-database.ts';

/**
 * A migrated, empty embedded database with keys beside it, in a temporary folder that `close` deletes. `postgresDir`: where the
 * database alone is to be; it stays there.
 */
export async function openProofDatabase(
  postgresDir: string | null = null,
): Promise<{ url: string; keysDir: string; close(): Promise<void> }> {
  const keysDir = await mkdtemp(join(tmpdir(), 'og-tickets-proof-'));
  const log = createLogger('silent');
  const apart = postgresDir === null ? null : await startEmbeddedPostgres({ dataDir: postgresDir, log });
  const config = readConfig({ OG_DATA_DIR: keysDir, ...(apart === null ? {} : { DATABASE_URL: apart.url }) });
  const database = await openDatabase(config, log);
  await loadKeyRing({ dataDir: keysDir, files: {}, generate: true });
  return {
    url: database.url,
    keysDir,
    close: async () => {
      await database.close();
      await apart?.stop();
      await rm(keysDir, { recursive: true, force: true });
    },
  };
}
