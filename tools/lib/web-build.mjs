import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { isAlive } from './ancestors.mjs';
import { nodeModules, root } from './paths.mjs';
import { capture } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { step } from './step.mjs';

const web = path.join(root, 'web');
const dist = path.join(web, 'dist');
const stampName = '.source-hash';
/** Smaller files fit into one packet as they are. */
const leastCompressed = 1_000;
const brotli = promisify(brotliCompress);
const zip = promisify(gzip);
// The last two steps of Brotli cost ten times the time and give 4 %.
const brotliParams = { [constants.BROTLI_PARAM_QUALITY]: 9 };
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
 * Puts beside each file that gets smaller its compressed forms, which the server sends as they are.
 * @param {string} folder
 */
async function compressBelow(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const texts = files.filter((file) => /\.(?:js|css|html|svg|wasm|webmanifest)$/.test(file));
  await Promise.all(
    texts.map(async (name) => {
      const file = path.join(folder, name);
      const content = readFileSync(file);
      if (content.length < leastCompressed) return;
      const [br, gz] = await Promise.all([brotli(content, { params: brotliParams }), zip(content, { level: 9 })]);
      writeFileSync(`${file}.br`, br);
      writeFileSync(`${file}.gz`, gz);
    }),
  );
}

/**
 * Builds the pages and what draws them on the server beside web/dist and swaps, so that a build that was interrupted or failed never leaves half a site.
 * @param {string} node
 * @param {string} hash
 */
async function build(node, hash) {
  removeLeftovers();
  const fresh = path.join(web, `.dist-${process.pid}-new`);
  const old = path.join(web, `.dist-${process.pid}-old`);
  const vite = path.join(nodeModules, 'vite', 'bin', 'vite.js');
  const parts = [
    ['--outDir', path.join(fresh, 'public')],
    ['--outDir', path.join(fresh, 'server'), '--ssr', 'src/drawing/page-drawer.tsx'],
  ];
  for (const part of parts) {
    const { code, output } = await capture(node, [vite, 'build', 'web', '--emptyOutDir', ...part]);
    if (code !== 0) throw new SetupError('The pages could not be built: see above.', output);
  }
  await compressBelow(path.join(fresh, 'public'));
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
