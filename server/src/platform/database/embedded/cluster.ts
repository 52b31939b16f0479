import { chown, mkdir, open, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { randomToken, uuidv7 } from '../../keys/random.ts';
import { StartupError } from '../../startup-error.ts';
import type { Binaries } from './binaries.ts';
import type { OsUser } from './os-user.ts';
import type { Place } from './place.ts';
import { run } from './run.ts';

/** The one role of the cluster; the shop owns its database. */
export const superuser = 'ogtickets';
const passwordBits = 256;

/** What making a cluster needs to know. */
export interface ClusterInput {
  dataDir: string;
  place: Place;
  binaries: Binaries;
  user: OsUser;
  progress: (step: string) => void;
  /** Nobody will want it again: it is not waited for until it is on the disk. */
  isThrownAway: boolean;
}

/**
 * Makes sure that there is a cluster that these programs can run and returns the password of its role. A new one is
 * made aside and renamed when it is complete, so that an interrupted start leaves none rather than half of one.
 * Throws a StartupError when the cluster is of another version, its password is lost, or it cannot be made.
 */
export async function ensureCluster(input: ClusterInput): Promise<{ password: string }> {
  const { dataDir, place, binaries } = input;
  const passwordFile = join(dataDir, 'postgres-password');
  const version = await readIfThere(join(place.cluster, 'PG_VERSION'));
  if (version === undefined) {
    const password = (await readPassword(passwordFile)) ?? (await createPassword(passwordFile));
    input.progress('Creating the database');
    await createCluster(input, password);
    return { password };
  }
  const { output } = await run(binaries.postgres, ['--version'], input.user);
  const ours = /(\d+)\.\d+/.exec(output)?.[1];
  if (version.trim() !== ours) {
    throw new StartupError(
      `The database in ${place.cluster} is of PostgreSQL ${version.trim()} and this is PostgreSQL ${ours}: restore a backup into an empty data folder.`,
    );
  }
  const password = await readPassword(passwordFile);
  if (password === undefined) {
    throw new StartupError(
      `${passwordFile} is missing or empty, so the database cannot be opened: bring it back from a backup.`,
    );
  }
  return { password };
}

async function readPassword(file: string): Promise<string | undefined> {
  return (await readIfThere(file))?.trim() || undefined;
}

/** Undefined only when there is no such file: what this user may not read must never be taken for missing. */
async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new StartupError(`${file} cannot be read (${errorCode(error)}): start as the user who owns it.`, {
      cause: error,
    });
  }
}

async function createPassword(file: string): Promise<string> {
  const password = randomToken(passwordBits);
  // An empty file is left when a start ends between making and filling it.
  await rm(file, { force: true });
  const handle = await open(file, 'wx', 0o600);
  await handle.writeFile(`${password}\n`);
  await handle.sync();
  await handle.close();
  return password;
}

async function createCluster(input: ClusterInput, password: string): Promise<void> {
  const { cluster, linkFrom } = input.place;
  const parent = dirname(cluster);
  try {
    const prefix = `${basename(cluster)}-new-`;
    // Left behind by starts that were killed; one of their initdb may still be at work in it, hence the tries.
    for (const name of await readdir(parent)) {
      if (name.startsWith(prefix)) await rm(join(parent, name), { recursive: true, force: true, maxRetries: 10 });
    }
    const aside = join(parent, `${prefix}${uuidv7()}`);
    await rename(await initialize(aside, input, password), cluster);
    await rm(aside, { recursive: true });
    if (linkFrom !== undefined) await symlink(cluster, linkFrom);
  } catch (error) {
    if (error instanceof StartupError) throw error;
    throw cannotCreate(parent, errorCode(error), error);
  }
}

/** Makes a cluster in a new folder `aside` that belongs to the database user; returns the cluster's path. */
async function initialize(aside: string, input: ClusterInput, password: string): Promise<string> {
  const { binaries, user, isThrownAway } = input;
  const passwordFile = join(aside, 'password');
  const made = join(aside, 'cluster');
  await mkdir(aside, { mode: 0o700 });
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (user !== undefined) for (const path of [passwordFile, aside]) await chown(path, user.uid, user.gid);
  const options = {
    pgdata: made,
    username: superuser,
    pwfile: passwordFile,
    auth: 'scram-sha-256',
    encoding: 'UTF8',
    // Sorted by code point on every machine; upper and lower case as Unicode has them.
    locale: 'C',
    'locale-provider': 'builtin',
    'builtin-locale': 'C.UTF-8',
  };
  const args = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  if (isThrownAway) args.push('--no-sync');
  const { code, output } = await run(binaries.initdb, [...args, '--data-checksums', '--no-instructions'], user);
  if (code === 0) return made;
  throw cannotCreate(dirname(aside), /error: .*/.exec(output)?.[0] ?? output.trim().split('\n').at(-1) ?? '');
}

function cannotCreate(folder: string, reason: string, cause?: unknown): StartupError {
  return new StartupError(
    `The database could not be created in ${folder} (${reason}): check its space and rights, or set DATABASE_URL.`,
    { cause },
  );
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
