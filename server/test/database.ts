import { inject } from 'vitest';
import { connect, type Db } from '../src/platform/database/database.ts';
import { randomToken } from '../src/platform/keys/random.ts';
import { cloneDatabase } from './clone.ts';

/** A migrated, empty database of its own, without a server. One a test file; call `close` in afterAll. */
export async function openTestDatabase(): Promise<{ db: Db; close(): Promise<void> }> {
  const clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  const database = await connect(clone.url, { maxConnections: 8 });
  return {
    db: database.db,
    close: async () => {
      await database.close();
      await clone.drop();
    },
  };
}
