import { join } from 'node:path';
import pg from 'pg';
import type { Logger } from '../log.ts';
import { StartupError } from '../startup-error.ts';
import { prepareDataDir } from './data-dir.ts';
import { findBinaries } from './embedded/binaries.ts';
import { ensureCluster, superuser } from './embedded/cluster.ts';
import { stopOrphan } from './embedded/orphan.ts';
import { chooseDatabaseUser } from './embedded/os-user.ts';
import { placeCluster } from './embedded/place.ts';
import { startPostmaster } from './embedded/postmaster.ts';

/** The shop's database in the cluster. */
export const databaseName = 'ogtickets';
const connectPatienceMs = 10_000;

/** A PostgreSQL that this process runs. */
export interface EmbeddedPostgres {
  /** Connection string with the password in it: never to be logged. */
  url: string;
  /** Stops PostgreSQL with everything written down. May be called again. */
  stop: () => Promise<void>;
}

export interface EmbeddedPostgresOptions {
  /** Holds the cluster (`postgres`), its password (`postgres-password`) and its log (`postgres.log`). */
  dataDir: string;
  log: Logger;
  /** Called at the start of each step that takes a while. */
  progress?: (step: string) => void;
  /** Called once, with a sentence to show, when PostgreSQL ends without having been asked to. */
  onExit?: (sentence: string) => void;
  /** Its data is thrown away when it stops: nothing waits for the disk, and a machine that goes down takes it along. */
  isThrownAway?: true;
}

/**
 * Runs the PostgreSQL that npm installed on the data folder, which must be locked (`lockDataDir`) wherever a second
 * process could want it, and makes cluster and database the first time. It listens on a free port of 127.0.0.1 only.
 *
 * Started by root it runs as the user "nobody", and what that user cannot reach is put where it can. One that a killed
 * process left behind is stopped first. Throws a StartupError that says what to do.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { log, progress = () => undefined, onExit = () => undefined, isThrownAway = false } = options;
  const dataDir = await prepareDataDir(options.dataDir);
  const user = await chooseDatabaseUser(join(dataDir, 'postgres'));
  const binaries = await findBinaries(user, log);
  const place = await placeCluster(dataDir, user, log);
  const { password } = await ensureCluster({ dataDir, place, binaries, user, progress, isThrownAway });
  progress('Starting the database');
  await stopOrphan(place.cluster, log);
  const logFile = join(dataDir, 'postgres.log');
  const { cluster } = place;
  const { port, stop } = await startPostmaster({ cluster, logFile, binaries, user, log, onExit, isThrownAway });
  const urlOf = (database: string): string => `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
  try {
    await ensureDatabase(urlOf);
  } catch (error) {
    await stop();
    throw error;
  }
  return { url: urlOf(databaseName), stop };
}

/** The database is made on its own, after the cluster: a start may have been killed between the two. */
async function ensureDatabase(urlOf: (database: string) => string): Promise<void> {
  const client = new pg.Client({ connectionString: urlOf('postgres'), connectionTimeoutMillis: connectPatienceMs });
  try {
    await client.connect();
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${databaseName}`);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(`The embedded database cannot be opened (${reason}): see postgres.log in the data folder.`, {
      cause: error,
    });
  } finally {
    await client.end();
  }
}
