import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isAlive } from './ancestors.mjs';
import { nodeModules, root } from './paths.mjs';
import { capture } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { step } from './step.mjs';

const web = path.join(root, 'web');
const dist = path.join(web, 'dist');
const stampName = '.source-hash';
const sources = ['web', 'contract', 'package.json', 'package-lock.json', 'tsconfig.base.json'];

/**
 * @param {string} folder
 * @returns {string[]} every source file below, in a fixed order
 */
function filesBelow(folder) {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== 'node_modules' && name !== 'dist' && !name.startsWith('.'))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const file = path.join(folder, entry.name);
      return entry.isDirectory() ? filesBelow(file) : entry.isFile() ? [file] : [];
    });
}

/** @returns {string} a hash of everything the pages are made of */
function hashOfSources() {
  const hash = createHash('sha256');
  for (const name of sources) {
    const source = path.join(root, name);
    for (const file of path.extname(name) === '' ? filesBelow(source) : [source]) {
      const content = readFileSync(file);
      hash.update(`${path.relative(root, file)}\0${content.length}\0`).update(content);
    }
  }
  return hash.digest('hex');
}

/** Folders of builds that were interrupted: named by the process that made them. */
function removeLeftovers() {
  for (const name of readdirSync(web)) {
    const pid = /^\.dist-(\d+)-(?:new|old)$/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(path.join(web, name), { recursive: true, force: true });
  }
}

/**
 * Builds beside web/dist and swaps, so that a build that was interrupted or failed never leaves half a site.
 * @param {string} node
 * @param {string} hash
 */
async function build(node, hash) {
  removeLeftovers();
  const fresh = path.join(web, `.dist-${process.pid}-new`);
  const old = path.join(web, `.dist-${process.pid}-old`);
  const vite = path.join(nodeModules, 'vite', 'bin', 'vite.js');
  const { code, output } = await capture(node, [vite, 'build', 'web', '--outDir', fresh, '--emptyOutDir']);
  if (code !== 0) throw new SetupError('The pages could not be built: see above.', output);
  writeFileSync(path.join(fresh, stampName), hash);
  if (existsSync(dist)) renameSync(dist, old);
  renameSync(fresh, dist);
  rmSync(old, { recursive: true, force: true });
}

/**
 * Builds the pages into web/dist unless they are there and made of the sources as they are now.
 * @param {string} node the pinned Node
 */
export async function buildPagesWhenStale(node) {
  const hash = hashOfSources();
  const stamp = path.join(dist, stampName);
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return;
  await step('Building the pages', () => build(node, hash));
}
