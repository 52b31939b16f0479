import { inject } from 'vitest';
import { connect, type Database } from '../src/platform/database/database.ts';
import { type KeyRing, loadKeyRing } from '../src/platform/keys/key-ring.ts';
import { randomToken } from '../src/platform/keys/random.ts';
import { cloneDatabase } from './clone.ts';

export type TestDatabase = Omit<Database, 'aside'> & {
  url: string;
  /** The secrets of the run. */
  keys: KeyRing;
};

/** A migrated, empty database of its own, without a server. One a test file; call `close` in afterAll. */
export async function openTestDatabase({ maxConnections = 8 } = {}): Promise<TestDatabase> {
  const clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  const database = await connect(clone.url, { maxConnections });
  return {
    ...database,
    url: clone.url,
    keys: await loadKeyRing({ dataDir: inject('keysDir'), files: {}, generate: false }),
    close: async () => {
      await database.close();
      await clone.drop();
    },
  };
}
