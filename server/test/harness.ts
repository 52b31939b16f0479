import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { Overrides } from '../src/app.ts';
import { readConfig } from '../src/config.ts';
import { connect } from '../src/platform/database/database.ts';
import { loadKeyRing } from '../src/platform/keys/key-ring.ts';
import { randomToken } from '../src/platform/keys/random.ts';
import type { Admission } from '../src/platform/http/admission.ts';
import { createLogger } from '../src/platform/log.ts';
import type { Platform } from '../src/platform/platform.ts';
import { layFoundation, startServer } from '../src/start-server.ts';
import { booksFile } from '../src/simulated-bank/ledger.ts';
import { readBooks } from '../src/simulated-bank/export-books.ts';
import { bankFolder } from './bank-folder.ts';
import { Client } from './client.ts';
import { cloneDatabase } from './clone.ts';
import { Factory } from './factory.ts';
import { checkInvariants } from './invariants.ts';
import { makeShopRole } from './shop-role.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A real PostgreSQL for this run; its database `template_shop` is migrated and empty. */
    databaseUrl: string;
    /** Folder with the secrets of this run. */
    keysDir: string;
    /** Random tests of this run start from it; `npm test -- --sequence.seed=N` brings a run back. */
    seed: number;
  }
}

export interface TestShop {
  url: string;
  /** For further processes on the same database and keys. */
  databaseUrl: string;
  keysDir: string;
  platform: Platform;
  db: Platform['db'];
  make: Factory;
  /** Waits until lists and pages show what the database has now. */
  caughtUp(): Promise<void>;
  /** A browser of its own: no cookies, no login. */
  client(): Client;
  /** Checks the invariants, then stops the server and drops the database. */
  close(options?: { invariantsBroken?: true; movedByHand?: readonly string[] }): Promise<void>;
}

interface TestShopOptions {
  rateLimits?: boolean;
  requestPatienceMs?: number;
  /** How long a call waits for a free connection; without one as long as in the product. */
  connectPatienceMs?: number;
  admission?: Admission;
  overrides?: Overrides;
  environment?: Record<string, string>;
  /** A data folder with secrets of its own, for a test that changes them. */
  keysDir?: string;
  /** It works as a role that does not own the tables, and so does the test. */
  asShopRole?: true;
}

/** The real server with its jobs on a database of its own. One a test file; call `close` in afterAll. */
export async function startTestShop(options: TestShopOptions = {}): Promise<TestShop> {
  const keysDir = options.keysDir ?? inject('keysDir');
  const clone = await openClone(options);
  const { url } = clone;
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    OG_DATA_DIR: keysDir,
    DATABASE_URL: url,
    DATABASE_CONNECTIONS: '8',
    LOG_LEVEL: 'fatal',
    SIMULATED_BANK_DIR: bankFolder(keysDir, url),
    ...options.environment,
  });
  const log = createLogger(config.logLevel);
  const { connectPatienceMs: patienceMs } = options;
  const database = await connect(url, { maxConnections: config.databaseConnections, patienceMs });
  const keys = await loadKeyRing({ dataDir: keysDir, files: {}, generate: false });
  const foundation = layFoundation({ config, database, keys, log });
  const server = await startServer(foundation, {
    rateLimits: options.rateLimits ?? false,
    ...(options.admission === undefined ? {} : { admission: options.admission }),
    ...(options.requestPatienceMs === undefined ? {} : { requestPatienceMs: options.requestPatienceMs }),
    ...(options.overrides === undefined ? {} : { overrides: options.overrides }),
  });
  const { platform } = server;
  return {
    url: server.url,
    databaseUrl: url,
    keysDir,
    platform,
    db: platform.db,
    make: new Factory(platform, server.url),
    caughtUp: server.catchUp,
    client: () => new Client(server.url),
    close: async (closing = {}) => {
      await server.stop();
      const books = existsSync(join(config.simulatedBankDir, booksFile))
        ? { books: readBooks(config.simulatedBankDir) }
        : {};
      const { movedByHand = [] } = closing;
      const violations = await checkInvariants(platform.db, { ...books, movedByHand });
      await database.close();
      await clone.drop();
      if (closing.invariantsBroken !== true && violations.length > 0) {
        throw new Error(`Invariants broken at the end of the file:\n${violations.join('\n')}`);
      }
    },
  };
}

async function openClone({ asShopRole }: TestShopOptions): Promise<{ url: string; drop(): Promise<void> }> {
  const admin = inject('databaseUrl');
  const clone = await cloneDatabase(admin, `test_${randomToken(128).toLowerCase()}`);
  if (asShopRole !== true) return clone;
  const role = await makeShopRole(clone.url, admin);
  const drop = async (): Promise<void> => {
    await clone.drop();
    await role.drop();
  };
  return { url: role.url, drop };
}
