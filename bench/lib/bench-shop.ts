import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../server/src/config.ts';
import { connect, type Database } from '../../server/src/platform/database/database.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../server/src/platform/database/embedded.ts';
import { migrate } from '../../server/src/platform/database/migrate.ts';
import { loadKeyRing } from '../../server/src/platform/keys/key-ring.ts';
import { createLogger } from '../../server/src/platform/log.ts';
import type { Platform } from '../../server/src/platform/platform.ts';
import { layFoundation } from '../../server/src/start-server.ts';
import { bankFolder } from '../../server/test/bank-folder.ts';
import { type Processes, startProcesses } from '../../server/test/processes.ts';
import { Factory } from '../../server/test/factory.ts';

/** Ways to add a line that `server/test/strategies` knows. */
export type Strategy = 'batch' | 'single' | 'naive' | 'memory';

const log = createLogger('silent');
/** Of the bench itself, beside those of the servers. */
const ownConnections = 8;

/**
 * A PostgreSQL of its own in a temporary folder, and server processes on it. The one that measures serves nothing itself.
 * Everything listens on 127.0.0.1 only.
 */
export class BenchShop {
  readonly dataDir: string;
  #postgres: EmbeddedPostgres;
  #database: Database;
  #platform: Platform;
  #postmaster: number;
  readonly #running = new Set<Processes>();

  private constructor(dataDir: string, opened: Opened) {
    this.dataDir = dataDir;
    this.#postgres = opened.postgres;
    this.#database = opened.database;
    this.#platform = opened.platform;
    this.#postmaster = opened.postmaster;
  }

  /** Throws when commits are not durable: then nothing that is measured would mean anything. */
  static async open(): Promise<BenchShop> {
    const dataDir = await mkdtemp(join(tmpdir(), 'og-tickets-bench-'));
    return new BenchShop(dataDir, await openPostgres(dataDir));
  }

  get platform(): Platform {
    return this.#platform;
  }

  get db(): Platform['db'] {
    return this.#platform.db;
  }

  get pool(): Database['pool'] {
    return this.#database.pool;
  }

  /** Process id of PostgreSQL. */
  get postmaster(): number {
    return this.#postmaster;
  }

  /** Makes sessions and accounts; buys over the server at `url`. */
  factory(url = ''): Factory {
    return new Factory(this.#platform, url);
  }

  /** Server processes, each with eight database connections. */
  serve(strategy: Strategy, count = 1, environment: Record<string, string> = {}): Promise<Processes> {
    return this.#start(count, { OG_TEST_STRATEGY: strategy, ...environment });
  }

  /** The list of sessions by a statement for each request, and nothing else. */
  serveCatalogueByQuery(): Promise<Processes> {
    return this.#start(1, {}, new URL('../processes/catalogue-by-query.ts', import.meta.url));
  }

  async #start(count: number, environment: Record<string, string>, script?: URL): Promise<Processes> {
    const shop = { keysDir: this.dataDir, databaseUrl: this.#postgres.url };
    const started = await startProcesses(shop, count, { LOG_LEVEL: 'fatal', ...environment }, script);
    this.#running.add(started);
    return {
      ...started,
      stop: () => this.#ended(started, started.stop()),
      kill: () => this.#ended(started, started.kill()),
    };
  }

  get databaseUrl(): string {
    return this.#postgres.url;
  }

  /** kill -9 of PostgreSQL with connections and all; it is then started again, and servers must be too. */
  async killPostgres(): Promise<void> {
    process.kill(this.#postmaster, 'SIGKILL');
    await this.restartPostgres();
  }

  /** Stops PostgreSQL and starts it again; servers must be too. */
  async restartPostgres(): Promise<void> {
    await this.#database.close();
    await this.#postgres.stop();
    const opened = await openPostgres(this.dataDir);
    this.#postgres = opened.postgres;
    this.#database = opened.database;
    this.#platform = opened.platform;
    this.#postmaster = opened.postmaster;
  }

  async close(): Promise<void> {
    await Promise.all(Array.from(this.#running, (started) => started.kill()));
    await this.#database.close();
    await this.#postgres.stop();
    await rm(this.dataDir, { recursive: true, force: true });
  }

  async #ended(started: Processes, ending: Promise<void>): Promise<void> {
    this.#running.delete(started);
    await ending;
  }
}

interface Opened {
  postgres: EmbeddedPostgres;
  database: Database;
  platform: Platform;
  postmaster: number;
}

async function openPostgres(dataDir: string): Promise<Opened> {
  const postgres = await startEmbeddedPostgres({ dataDir, log });
  const database = await connect(postgres.url, { maxConnections: ownConnections });
  await migrate(database.pool, log);
  const keys = await loadKeyRing({ dataDir, files: {}, generate: true });
  const config = readConfig({
    PORT: '0',
    HOST: '127.0.0.1',
    OG_DATA_DIR: dataDir,
    DATABASE_URL: postgres.url,
    SIMULATED_BANK_DIR: bankFolder(dataDir, postgres.url),
    LOG_LEVEL: 'silent',
  });
  const { platform } = layFoundation({ config, database, keys, log });
  const settings = await readSettings(database.pool);
  for (const name of ['fsync', 'synchronous_commit', 'full_page_writes']) {
    if (settings[name] !== 'on')
      throw new Error(`${name} is ${settings[name]}: nothing is measured without durable commits`);
  }
  const pidFile = await readFile(join(settings['data_directory'] ?? '', 'postmaster.pid'), 'utf8');
  return { postgres, database, platform, postmaster: Number(pidFile.split('\n')[0]) };
}

const named = [
  'fsync',
  'synchronous_commit',
  'full_page_writes',
  'shared_buffers',
  'max_connections',
  'wal_sync_method',
];

/** Settings of PostgreSQL that the figures depend on. */
export async function readSettings(pool: Database['pool']): Promise<Record<string, string>> {
  const { rows } = await pool.query<{ name: string; setting: string }>(
    'SELECT name, current_setting(name) AS setting FROM pg_settings WHERE name = ANY ($1)',
    [[...named, 'data_directory', 'server_version']],
  );
  return Object.fromEntries(rows.map(({ name, setting }) => [name, setting]));
}
