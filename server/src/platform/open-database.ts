import type { Config } from '../config.ts';
import { lockDataDir } from './database/data-dir.ts';
import { connect, type Database } from './database/database.ts';
import { startEmbeddedPostgres } from './database/embedded.ts';
import { type MigrationStep, migrate } from './database/migrate.ts';
import type { Logger } from './log.ts';

export interface OpenDatabase extends Database {
  url: string;
}

export interface OpenOptions {
  /** Work between migrations, see `migrate`. */
  steps?: (database: Database) => MigrationStep[];
  /** Called at the start of each step that takes a while. */
  progress?: (step: string) => void;
  /** Called with a sentence to show when the embedded database ends by itself. */
  onExit?: (sentence: string) => void;
}

/**
 * Opens the database of a configuration at the newest schema: the one of DATABASE_URL, else the embedded one, whose data
 * folder is then locked. `close` ends connections, then the embedded server. Throws a StartupError with one sentence.
 */
export async function openDatabase(config: Config, log: Logger, options: OpenOptions = {}): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) {
    const database = await connect(config.databaseUrl, { maxConnections: config.databaseConnections });
    await migrateOrClose(database, log, options);
    return { ...database, url: config.databaseUrl };
  }
  const release = await lockDataDir(config.dataDir);
  try {
    return await openEmbedded(config, log, options, release);
  } catch (error) {
    await release();
    throw error;
  }
}

async function openEmbedded(
  config: Config,
  log: Logger,
  options: OpenOptions,
  release: () => Promise<void>,
): Promise<OpenDatabase> {
  const server = await startEmbeddedPostgres({ dataDir: config.dataDir, log, ...options });
  try {
    const database = await connect(server.url, { maxConnections: config.databaseConnections });
    options.progress?.('Bringing the database to the newest schema');
    await migrateOrClose(database, log, options);
    const close = async (): Promise<void> => {
      await database.close();
      await server.stop();
      await release();
    };
    return { ...database, close, url: server.url };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function migrateOrClose(database: Database, log: Logger, { steps }: OpenOptions): Promise<void> {
  try {
    await migrate(database.pool, log, steps?.(database));
  } catch (error) {
    await database.close();
    throw error;
  }
}
