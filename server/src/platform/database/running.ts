import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { databaseName } from './embedded.ts';
import { superuser } from './embedded/cluster.ts';

/** Line of PostgreSQL's pid file that holds its port, from 0. */
const portLine = 3;

/**
 * Connection string of the embedded PostgreSQL that another process runs on a data folder, for a command that works
 * beside the shop; null when none runs or this user may not see it. Ask only when the folder is locked: otherwise what
 * is found may be left over from a process that was killed.
 */
export async function findRunningPostgres(dataDir: string): Promise<string | null> {
  try {
    const pidFile = await readFile(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8');
    const password = (await readFile(join(dataDir, 'postgres-password'), 'utf8')).trim();
    const port = Number(pidFile.split('\n')[portLine]);
    if (!Number.isInteger(port) || port < 1 || password === '') return null;
    return `postgres://${superuser}:${password}@127.0.0.1:${port}/${databaseName}`;
  } catch {
    return null;
  }
}
