import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { uuidv7 } from './random.ts';
import { type KeyRing, loadKeyRing, secretFilePath } from './key-ring.ts';
import { open, seal } from './seal.ts';
import { addSecret } from './secret-file.ts';

let dataDir: string;
let path: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'og-rotate-'));
  path = secretFilePath({ dataDir, files: {} }, 'TICKET_ENCRYPTION_KEY_FILE');
});
afterEach(async () => {
  await rm(dataDir, { recursive: true });
});

const load = (): Promise<KeyRing> => loadKeyRing({ dataDir, files: {}, generate: true });
const add = (usedIds?: number[]): Promise<number> => addSecret('TICKET_ENCRYPTION_KEY_FILE', path, usedIds);

test('a new key is the last line; the old lines and the mode stay', async () => {
  await load();
  await chmod(path, 0o440);
  const before = await readFile(path, 'utf8');
  expect(await add()).toBe(2);
  expect(await add([6])).toBe(7);
  const after = await readFile(path, 'utf8');
  expect(after.startsWith(before)).toBe(true);
  expect(after).toMatch(/^1:\S+\n2:\S+\n7:\S+\n$/);
  expect((await stat(path)).mode & 0o777).toBe(0o440);
  await expect(add([255])).rejects.toThrow('has used all ids up to 255');
  expect(await readFile(path, 'utf8')).toBe(after);
});

test('two changes at once: neither loses the other’s key', async () => {
  await load();
  const done = await Promise.allSettled(Array.from({ length: 8 }, () => add()));
  const made = done.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  expect(made.length).toBeGreaterThan(0);
  const ids = (await readFile(path, 'utf8')).match(/^\d+(?=:)/gm)?.map(Number);
  expect(ids).toEqual([1, ...made.toSorted((a, b) => a - b)]);
  for (const result of done) {
    if (result.status === 'rejected') expect(String(result.reason)).toContain('another change is at work');
  }
  await writeFile(`${path}.new`, '');
  await expect(add()).rejects.toThrow(`then delete ${path}.new`);
});

test('a running ring takes over new keys, and finds an unknown one at once', async () => {
  const [writer, reader] = [await load(), await load()];
  const first = writer.encryption.keys;
  await add();
  expect(writer.encryption.currentId).toBe(1);
  expect(writer.lookAgain()).toBeNull();
  expect(writer.encryption.currentId).toBe(2);
  // The reader has not looked; the blob names a key that it does not have yet.
  const [id, secret] = [uuidv7(), Buffer.alloc(32, 7)];
  expect(open(reader, 'user', id, seal(writer, 'user', id, secret))).toEqual(secret);
  expect(reader.encryption.currentId).toBe(2);
  expect(writer.encryption.keys).toBe(first);
  expect(reader.encryption.keys.get(9)).toBeUndefined();
});

test('signing keys too, current and published', async () => {
  const ring = await load();
  const signingPath = secretFilePath({ dataDir, files: {} }, 'TICKET_SIGNING_KEY_FILE');
  await addSecret('TICKET_SIGNING_KEY_FILE', signingPath);
  expect(ring.signing.rawPublicKeys.get(2)).toHaveLength(32);
  expect(ring.signing.currentKid).toBe(2);
  expect([...ring.signing.privateKeys.keys()]).toEqual([1, 2]);
  const [line = ''] = (await readFile(signingPath, 'utf8')).split('\n');
  await writeFile(signingPath, `${line}\n`);
  expect(ring.lookAgain()).toBeNull();
  expect(ring.signing.rawPublicKeys.get(2)).toBeUndefined();
  expect(ring.signing.currentKid).toBe(1);
});

test('an unfit file changes nothing and is told until it is mended', async () => {
  const ring = await load();
  const good = await readFile(path, 'utf8');
  const key = ring.encryption.keys.get(1);
  for (const unfit of ['', `${good}2:short\n`, `${good}1:${good.slice(2)}`]) {
    await writeFile(path, unfit);
    expect(ring.lookAgain()).toMatch(/^TICKET_ENCRYPTION_KEY_FILE: .*\.$/s);
    expect(ring.lookAgain()).not.toBeNull();
    expect([...ring.encryption.keys]).toEqual([[1, key]]);
  }
  await rm(path);
  expect(ring.lookAgain()).toContain('does not exist');
  await writeFile(path, good, { mode: 0o600 });
  expect(ring.lookAgain()).toBeNull();
});
