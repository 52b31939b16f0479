import { inject } from 'vitest';
import { connect, type Db } from '../src/platform/database/database.ts';
import { randomToken } from '../src/platform/keys/random.ts';
import { cloneDatabase } from './clone.ts';

export interface TestDatabase {
  db: Db;
  close(): Promise<void>;
}

/** A migrated database of its own without a server, for tests of actions alone: no job changes anything meanwhile. */
export async function openTestDatabase(options: { maxConnections: number }): Promise<TestDatabase> {
  const clone = await cloneDatabase(inject('databaseUrl'), `test_${randomToken(128).toLowerCase()}`);
  const database = await connect(clone.url, options);
  const close = async (): Promise<void> => {
    await database.close();
    await clone.drop();
  };
  return { db: database.db, close };
}
