import { existsSync, lstatSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { nodeModules, root } from './paths.mjs';
import { capture } from './run.mjs';

const executable = process.platform === 'win32' ? 'node.exe' : 'node';

/**
 * The optional dependencies of package.json whose names begin with "node-" hold one Node each; npm installs only
 * the one made for this system and processor.
 * @returns {string | undefined} its path, undefined when there is none
 */
export function findPinnedNode() {
  /** @type {{ optionalDependencies: Record<string, string> }} */
  const { optionalDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'));
  return Object.keys(optionalDependencies)
    .filter((name) => name.startsWith('node-'))
    .map((name) => path.join(nodeModules, name, 'bin', executable))
    .find((file) => existsSync(file));
}

/**
 * Tries the pinned Node (one made for glibc does not run on Alpine) and makes sure that node_modules/.bin/node,
 * which npm scripts find first, is that one.
 * @param {string} pinned
 * @returns {Promise<boolean>}
 */
export async function runsHere(pinned) {
  const { code } = await capture(pinned, ['--version']);
  if (code !== 0) return false;
  const link = path.join(nodeModules, '.bin', 'node');
  if (process.platform !== 'win32' && !existsSync(link)) {
    // A link that leads nowhere does not exist for existsSync.
    if (lstatSync(link, { throwIfNoEntry: false }) !== undefined) rmSync(link);
    symlinkSync(path.relative(path.dirname(link), pinned), link);
  }
  return true;
}
