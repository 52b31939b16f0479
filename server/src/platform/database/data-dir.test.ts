import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readdir, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartupError } from '../startup-error.ts';
import { DataDirLockedError, lockDataDir } from './data-dir.ts';

const isRoot = process.getuid?.() === 0;
const subject = new URL('./data-dir.ts', import.meta.url).href;

let parent: string;
let dataDir: string;

beforeEach(async () => {
  parent = await realpath(await mkdtemp(join(tmpdir(), 'og-data-dir-')));
  dataDir = join(parent, 'data');
});

afterEach(async () => {
  await rm(parent, { recursive: true });
});

async function modeOf(path: string): Promise<string> {
  return ((await stat(path)).mode & 0o777).toString(8);
}

/** Another process that has the lock. */
async function holder(): Promise<{ pid: number; kill(): Promise<void> }> {
  const script = `const { lockDataDir } = await import(${JSON.stringify(subject)});
    await lockDataDir(process.argv[1]);
    console.log('locked');
    setInterval(() => undefined, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout, 'data');
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await once(child, 'exit');
  };
  return { pid: child.pid ?? 0, kill };
}

test('a folder that another process has is refused by name and process', async () => {
  const other = await holder();
  const failure = await lockDataDir(dataDir).catch((error: unknown) => error);
  await other.kill();
  expect(failure).toBeInstanceOf(DataDirLockedError);
  expect(failure).toBeInstanceOf(StartupError);
  expect(String(failure)).toContain(`${dataDir} is in use by process ${other.pid}:`);
});

test('a kill -9 leaves no lock behind', async () => {
  const other = await holder();
  await other.kill();
  const began = performance.now();
  const release = await lockDataDir(dataDir);
  expect(performance.now() - began).toBeLessThan(1000);
  await release();
});

test('whoever was told to stop a moment ago is waited for', async () => {
  const release = await lockDataDir(dataDir);
  const second = lockDataDir(dataDir);
  setTimeout(() => void release(), 300);
  await (await second)();
  expect(await readdir(dataDir)).toEqual(['lock']);
});

test('a new folder is closed to others, but root lets the database user pass', async () => {
  await (await lockDataDir(dataDir))();
  expect(await modeOf(dataDir)).toBe(isRoot ? '711' : '700');
});

test('the mode of a folder with other things in it stays as it is', async () => {
  await writeFile(join(parent, 'letter'), '');
  await chmod(parent, 0o700);
  await (await lockDataDir(parent))();
  expect(await modeOf(parent)).toBe('700');
});

test('what cannot be a data folder is named in a sentence', async () => {
  const file = join(parent, 'file');
  await writeFile(file, '');
  await expect(lockDataDir(file)).rejects.toThrow(StartupError);
  await expect(lockDataDir(join(file, 'below'))).rejects.toThrow(
    `The data folder ${join(file, 'below')} cannot be used`,
  );
});
