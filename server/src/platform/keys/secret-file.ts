import { closeSync, constants, fstatSync, openSync, readFileSync } from 'node:fs';
import { link, mkdir, open, realpath, rename, rm, stat, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartupError } from '../startup-error.ts';
import { randomBytes, randomToken } from './random.ts';

/** Length of every secret, in bytes. */
export const SECRET_BYTES = 32;
/** Largest secret file that is read: 256 keys of one line each. */
const FILE_BYTES_MAX = 256 * 64;
/** A key id is written as one byte. */
const KEY_ID_MAX = 255;
/** 32 random bytes hold 30 different values on average; fewer than 16 is not a matter of luck. */
const DISTINCT_BYTES_MIN = 16;

const makesKey = `openssl rand -base64 ${SECRET_BYTES}`;

/** Secrets of one use by their id: the current one is for writing, the others for what was written before. */
export type SecretSet = { currentId: number; keys: ReadonlyMap<number, Buffer> };

/**
 * Reads a file of secrets: one `id:base64` line for each, ids from 0 to 255, the last line current. Throws
 * StartupError, in one sentence that starts with `name` and never shows a secret, when the file is missing, open to
 * everybody, malformed, or holds a short or weak key or an id twice.
 */
export function readSecretFile(name: string, path: string): SecretSet {
  const lines = readPrivateText(name, path)
    .split('\n')
    .map((line) => line.trim());
  const keys = new Map<number, Buffer>();
  let currentId: number | undefined;
  for (const [index, line] of lines.entries()) {
    if (line === '') continue;
    const where = `${name}: line ${index + 1} of ${path}`;
    const [, id, base64] = /^(\d{1,3}):([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? [];
    if (id === undefined || base64 === undefined || Number(id) > KEY_ID_MAX) {
      throw new StartupError(
        `${where} is not an id from 0 to 255, a colon and a key in base64; make a key with "${makesKey}".`,
      );
    }
    currentId = Number(id);
    if (keys.has(currentId))
      throw new StartupError(`${where} repeats the id ${currentId}; give each key an id of its own.`);
    keys.set(currentId, requireStrongKey(where, base64));
  }
  if (currentId === undefined)
    throw new StartupError(`${name}: ${path} holds no key; write "1:" and one into it, made with "${makesKey}".`);
  return { currentId, keys };
}

/** Makes a file with one new random secret, id 1, as `createPrivateFile` does, unless there is one. */
export async function createSecretFileIfMissing(name: string, path: string): Promise<void> {
  await createPrivateFile(name, path, `1:${randomBytes(SECRET_BYTES).toString('base64')}\n`);
}

/**
 * Makes a file of mode 0600 unless there is one. Several processes may do so at once: the content is written aside,
 * then linked to its name, which works for exactly one of them; all read the same afterwards. It is on the disk before
 * this returns, because what depends on it would be lost with it. Throws StartupError, in a sentence starting with `name`.
 */
export async function createPrivateFile(name: string, path: string, text: string): Promise<void> {
  const folder = dirname(path);
  const aside = `${path}.${randomToken(128)}.new`;
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    await writeDurably(aside, text);
    try {
      await link(aside, path);
    } catch (error) {
      if (errorCode(error) !== 'EEXIST') throw error;
    } finally {
      await unlink(aside);
    }
    await syncFolder(folder);
  } catch (error) {
    throw new StartupError(`${name}: cannot create ${path} (${errorCode(error)}).`, { cause: error });
  }
}

/**
 * Adds a new random secret as the last line of a file, which makes it the current one, and returns its id: one above all
 * ids of the file and of `usedIds`. Whoever reads the file meanwhile sees the old one or the new one, whole; mode and
 * owner stay. Throws StartupError, in a sentence starting with `name`, when no id is left, the file cannot be written
 * or another change is at work.
 */
export async function addSecret(name: string, path: string, usedIds: Iterable<number> = []): Promise<number> {
  readSecretFile(name, path);
  const target = await realpath(path);
  // Only one of two changes at once can make this file, so neither loses the other's line.
  const aside = `${target}.new`;
  const handle = await open(aside, 'wx', 0o600).catch((error: unknown) => {
    const reason = errorCode(error);
    const advice = reason === 'EEXIST' ? `: another change is at work, or was killed; then delete ${aside}` : '';
    throw new StartupError(`${name}: cannot write ${aside} (${reason})${advice}.`, { cause: error });
  });
  try {
    const { keys } = readSecretFile(name, target);
    const id = Math.max(...keys.keys(), ...usedIds) + 1;
    if (id > KEY_ID_MAX) {
      throw new StartupError(`${name}: ${path} has used all ids up to ${KEY_ID_MAX}; see docs/operations.md.`);
    }
    const before = readPrivateText(name, target).trimEnd();
    await handle.writeFile(`${before}\n${id}:${randomBytes(SECRET_BYTES).toString('base64')}\n`);
    const { mode, uid, gid } = await stat(target);
    await handle.chmod(mode & 0o777);
    // Run by root, for a server that runs as somebody else.
    if (process.getuid?.() === 0) await handle.chown(uid, gid);
    await handle.sync();
    await rename(aside, target);
    await syncFolder(dirname(target));
    return id;
  } catch (error) {
    await rm(aside, { force: true });
    if (error instanceof StartupError) throw error;
    throw new StartupError(`${name}: cannot change ${path} (${errorCode(error)}).`, { cause: error });
  } finally {
    await handle.close();
  }
}

function requireStrongKey(where: string, base64: string): Buffer {
  const key = Buffer.from(base64, 'base64');
  if (key.toString('base64') !== base64)
    throw new StartupError(`${where} does not hold a key in base64; make one with "${makesKey}".`);
  if (key.length !== SECRET_BYTES) {
    throw new StartupError(
      `${where} holds a key of ${key.length} bytes, not ${SECRET_BYTES}; make one with "${makesKey}".`,
    );
  }
  // Counting upwards is how example keys are written, the ones in this repository's tests included.
  const steps = new Set(key.subarray(1).map((byte, i) => (byte - (key[i] ?? 0)) & 0xff));
  if (new Set(key).size < DISTINCT_BYTES_MIN || steps.size === 1) {
    throw new StartupError(`${where} holds a key that is not random; make one with "${makesKey}".`);
  }
  return key;
}

/**
 * Reads a small file that holds something secret. Throws StartupError, in a sentence starting with `name`, when it is
 * missing, open to everybody or too large.
 */
export function readPrivateText(name: string, path: string): string {
  try {
    // Without waiting: a pipe would keep the start for ever.
    const file = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = fstatSync(file);
      const { mode, size } = found;
      if (!found.isFile()) {
        const kind = found.isDirectory() ? 'is a folder' : 'is no file';
        throw new StartupError(`${name}: ${path} ${kind}; name the file with the secret itself.`);
      }
      // Windows keeps no such bits.
      if (process.platform !== 'win32' && (mode & 0o007) !== 0) {
        throw new StartupError(`${name}: ${path} is open to every user of this machine; give it mode 0600.`);
      }
      if (size > FILE_BYTES_MAX)
        throw new StartupError(`${name}: ${path} is larger than any file of keys; name the right one.`);
      return readFileSync(file, 'utf8');
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof StartupError) throw error;
    const problem =
      errorCode(error) === 'ENOENT'
        ? 'does not exist; put it there or correct the setting'
        : `cannot be read (${errorCode(error)}); let the user of the shop read it`;
    throw new StartupError(`${name}: the file ${path} ${problem}.`, { cause: error });
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const handle = await open(path, 'wx', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder.
  if (process.platform === 'win32') return;
  const handle = await open(folder, constants.O_RDONLY);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}
