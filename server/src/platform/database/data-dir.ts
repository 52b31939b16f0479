import { chmod, mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartupError } from '../startup-error.ts';

/** A server that was told to stop a moment ago gets this long to let go of the folder. */
const lockPatienceMs = 3_000;
const lockPollMs = 100;
const lockFile = 'lock';
const holderFile = 'lock-holder';
const sqliteBusy = 5;

/** Another process works on the data folder. */
export class DataDirLockedError extends StartupError {
  override name = 'DataDirLockedError';
}

/**
 * Makes the data folder when it is missing and returns its real path. Only its owner may list it. For root it can
 * be passed through, because PostgreSQL refuses to run as root and its user must get to the cluster inside; each secret
 * has mode 0600 of its own. Throws a StartupError when the folder cannot be made.
 */
export async function prepareDataDir(dataDir: string): Promise<string> {
  const path = resolve(dataDir);
  const isRoot = process.getuid?.() === 0;
  const mode = isRoot ? 0o711 : 0o700;
  try {
    await mkdir(path, { recursive: true, mode });
    const strangers = (await readdir(path)).filter((name) => name !== lockFile && name !== holderFile);
    // A folder with other things in it may be somebody's home: its mode is not ours to change.
    if (isRoot && strangers.length === 0) await chmod(path, mode);
    return await realpath(path);
  } catch (error) {
    throw new StartupError(
      `The data folder ${path} cannot be used (${errorCode(error)}): set OG_DATA_DIR to a folder that this user may write to.`,
      { cause: error },
    );
  }
}

/**
 * Takes the data folder for this process until `release` is called or the process ends, however it ends.
 *
 * The lock is one of the kernel, taken through SQLite because Node has no call for it: it cannot be left behind by a
 * kill -9, does not mistake a new process for an old one with the same id, and also holds between two containers that
 * mount the same folder, where process ids say nothing. The id of the holder is kept beside it for the message only.
 *
 * Throws DataDirLockedError when another process has it, StartupError when the folder cannot be locked at all.
 */
export async function lockDataDir(dataDir: string): Promise<() => Promise<void>> {
  const path = await prepareDataDir(dataDir);
  const lock = await takeLock(path);
  const holder = join(path, holderFile);
  await writeFile(holder, `${process.pid}\n`, { mode: 0o600 });
  held.add(lock);
  return async () => {
    if (!held.delete(lock)) return;
    await rm(holder, { force: true });
    lock.close();
  };
}

/** A lock that nobody refers to would be closed, and so released, by the garbage collector. */
const held = new Set<DatabaseSync>();

async function takeLock(path: string): Promise<DatabaseSync> {
  const deadline = performance.now() + lockPatienceMs;
  for (;;) {
    const lock = tryLock(path);
    if (lock !== undefined) return lock;
    if (performance.now() > deadline) throw new DataDirLockedError(await lockedSentence(path));
    await sleep(lockPollMs);
  }
}

/** Returns undefined while another process has the lock. */
function tryLock(path: string): DatabaseSync | undefined {
  let lock: DatabaseSync | undefined;
  try {
    lock = new DatabaseSync(join(path, lockFile), { timeout: 0 });
    // Nothing is ever written: no journal, which a kill would leave behind.
    lock.exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Error && 'errcode' in error && error.errcode === sqliteBusy) return undefined;
    const reason = error instanceof Error ? error.message : String(error);
    throw new StartupError(
      `The data folder ${path} cannot be locked (${reason}): check that this user may write to ${join(path, lockFile)}.`,
      { cause: error },
    );
  }
}

async function lockedSentence(path: string): Promise<string> {
  const pid = Number.parseInt(await readFile(join(path, holderFile), 'utf8').catch(() => ''), 10);
  const who = Number.isNaN(pid) ? 'another process' : `process ${pid}`;
  return `The data folder ${path} is in use by ${who}: stop that one first, or set OG_DATA_DIR to another folder.`;
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
