import { existsSync } from 'node:fs';
import path from 'node:path';
import { capture } from './run.mjs';
import { step } from './step.mjs';

const names = ['redis-server', 'valkey-server'];

/** @returns {string | undefined} */
function installedRedis() {
  const folders = [
    ...(process.env.PATH ?? '').split(path.delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ];
  return names.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) => existsSync(file));
}

/** Debian and its kin, as root: the distribution's own. The server that the package starts is not the tests' business. */
async function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  await step('Installing redis-server (apt-get)', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await capture('apt-get', ['update', '-q'], { env });
    const install = ['install', '-y', '-q', '--no-install-recommends', 'redis-server'];
    const { code, output } = await capture('apt-get', install, { env });
    if (code !== 0) process.stderr.write(`${output.trimEnd()}\n`);
  });
}

/**
 * Finds a Redis or Valkey for the tests, or installs one. Where there is none the tests that need it are skipped: the shop
 * does without it too.
 * @returns {Promise<string>} its path, '' for none
 */
export async function ensureRedis() {
  const found = process.env.REDIS_SERVER ?? installedRedis();
  if (found !== undefined) return found;
  await installWithApt();
  const installed = installedRedis() ?? '';
  if (installed === '')
    process.stdout.write('No redis-server here: the tests of several processes over Redis are skipped.\n');
  return installed;
}
