import { hash } from 'node:crypto';
import { lstat, realpath, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { uuidv7 } from '../../keys/random.ts';
import { StartupError } from '../../startup-error.ts';
import type { Logger } from '../../log.ts';
import { mayEnter, type OsUser } from './os-user.ts';
import { stopOrphan } from './orphan.ts';
import { openStore } from './store.ts';

/** Where the cluster of a data folder lies or is to be made. */
export interface Place {
  cluster: string;
  /** A symbolic link to the cluster, to make once that exists. */
  linkFrom?: string;
}

/**
 * The cluster lies in the data folder, as `postgres`. Where the database user cannot reach that (a clone below /root,
 * say), `postgres` is a symbolic link and the cluster lies in the store under a name made from the data folder's path.
 * Throws a StartupError when an existing cluster has moved out of reach.
 */
export async function placeCluster(dataDir: string, user: OsUser, log: Logger): Promise<Place> {
  const inside = join(dataDir, 'postgres');
  if (await exists(inside)) return { cluster: await existingCluster(inside, dataDir, user) };
  if (await mayEnter(await realpath(dataDir), user)) return { cluster: inside };
  const name = hash('sha256', await realpath(dataDir), 'hex').slice(0, 16);
  const cluster = join(await openStore(user), name);
  if (await exists(cluster)) await moveAside(cluster, dataDir, log);
  log.info(
    `PostgreSQL does not run as root, and no other user can reach ${dataDir}: the database is kept in ${cluster}`,
  );
  return { cluster, linkFrom: inside };
}

async function existingCluster(inside: string, dataDir: string, user: OsUser): Promise<string> {
  const cluster = await realpath(inside).catch(() => undefined);
  if (cluster === undefined) {
    throw new StartupError(
      `The database that ${inside} points to is gone: bring it back from a backup, or remove ${dataDir} to begin anew.`,
    );
  }
  if (!(await mayEnter(cluster, user))) {
    throw new StartupError(
      `PostgreSQL runs as user ${user?.uid}, who cannot reach ${cluster}: give each folder above it mode o+x, or start as its owner.`,
    );
  }
  return cluster;
}

/** A data folder was removed and made anew; what belonged to the old one is nothing we may delete. */
async function moveAside(cluster: string, dataDir: string, log: Logger): Promise<void> {
  await stopOrphan(cluster, log);
  const aside = `${cluster}-left-${uuidv7()}`;
  await rename(cluster, aside);
  log.warn(`${dataDir} holds no database any more; the one it had is kept in ${aside}`);
}

async function exists(path: string): Promise<boolean> {
  return (await lstat(path).catch(() => undefined)) !== undefined;
}
