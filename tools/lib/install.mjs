import { createHash } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { isBelow, nodeModules, root } from './paths.mjs';
import { findPinnedNode, runsHere } from './pinned-node.mjs';
import { linkPostgresLibraries } from './postgres-links.mjs';
import { capture } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { step } from './step.mjs';

const lockFile = path.join(root, 'package-lock.json');
const installedFile = path.join(nodeModules, '.package-lock.json');
const stampFile = path.join(nodeModules, '.og-tickets-installed');

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean,
 *   os?: string | string[], cpu?: string | string[], libc?: string | string[] }} LockedPackage
 * @typedef {{ packages: Record<string, LockedPackage> }} Lock
 */

/**
 * @param {string} file
 * @returns {string | undefined} the text, undefined when it cannot be read
 */
function read(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/**
 * npm goes on when an optional package cannot be fetched. One made for this very system must not be missing: the
 * pinned Node and PostgreSQL are such packages.
 * @param {LockedPackage} want
 */
function mayBeMissing({ optional, os, cpu, libc }) {
  const madeForHere = [os].flat().includes(process.platform) && [cpu].flat().includes(process.arch);
  return optional === true && (libc !== undefined || !madeForHere);
}

/**
 * npm writes what it installed into node_modules/.package-lock.json as its last act. When that is what the lock
 * file asks for, somebody ran `npm install` or `npm ci` by hand and there is nothing to do.
 * @param {string} wantedText package-lock.json
 * @param {string | undefined} installedText node_modules/.package-lock.json
 */
export function isInstalled(wantedText, installedText) {
  if (installedText === undefined) return false;
  /** @type {Lock} */
  const wanted = JSON.parse(wantedText);
  /** @type {Lock} */
  const installed = JSON.parse(installedText);
  return Object.entries(wanted.packages).every(([where, want]) => {
    if (!where.includes('node_modules/')) return true;
    const have = installed.packages[where];
    if (have === undefined) return mayBeMissing(want);
    return have.version === want.version && have.integrity === want.integrity;
  });
}

/**
 * How to call npm: the one that runs us, else the one on PATH. Never through node_modules/.bin, which `npm ci`
 * is about to delete; the Node that runs this very file may lie there too, which only Windows minds.
 * @returns {{ command: string, args: string[], shell: boolean, env: NodeJS.ProcessEnv }}
 */
function npm() {
  const rest = (process.env.PATH ?? '').split(path.delimiter).filter((entry) => !isBelow(entry, nodeModules));
  const env = { ...process.env, PATH: rest.join(path.delimiter) };
  const { npm_execpath: script, npm_node_execpath: node } = process.env;
  if (script !== undefined && /^npm(-cli)?\.c?js$/.test(path.basename(script))) {
    return { command: node ?? process.execPath, args: [script], shell: false, env };
  }
  return { command: 'npm', args: [], shell: process.platform === 'win32', env };
}

/**
 * `npm ci` with what a user's own settings could spoil spelled out. Engine warnings are left out: the machine's
 * Node runs the installer only, everything else runs on the Node 26 that is installed here.
 */
async function npmCi() {
  if (process.platform === 'win32' && isBelow(process.execPath, nodeModules)) {
    throw new SetupError('The packages have changed: run `npm ci` once, then the same command again.');
  }
  rmSync(stampFile, { force: true });
  const { command, args, shell, env } = npm();
  const flags = ['--ignore-scripts', '--engine-strict=false', '--include=dev', '--include=optional'];
  const { code, output } = await capture(command, [...args, 'ci', '--loglevel=error', ...flags], { shell, env });
  if (code === 127) throw new SetupError('npm was not found: install Node.js with npm (nodejs.org) and try again.');
  if (code !== 0) {
    // After its reasons npm prints its manual.
    const reasons = output.split('npm error Clean install a project')[0];
    throw new SetupError(
      `npm ci failed (exit code ${code}): see above, check the network, run the same command again.`,
      reasons,
    );
  }
}

/** What no install script did: links between libraries, a Node that runs here. Both are quick when nothing is to do. */
async function finish() {
  linkPostgresLibraries();
  const pinned = findPinnedNode();
  if (pinned !== undefined && (await runsHere(pinned))) return 'pinned';
  return 'own';
}

/**
 * Installs what package-lock.json names, unless that is done already, and repairs what an interrupted run left.
 * @returns {Promise<string>} the path of the Node 26 that runs everything else
 */
export async function install() {
  const lockText = read(lockFile);
  if (lockText === undefined) throw new SetupError(`${lockFile} is missing: the clone is not complete.`);
  const hash = createHash('sha256').update(lockText).digest('hex');
  let [stampedHash, runtime] = (read(stampFile) ?? '').split(' ');
  const pinnedIsLost = runtime === 'pinned' && findPinnedNode() === undefined;
  if (stampedHash !== hash || pinnedIsLost) {
    if (pinnedIsLost || !isInstalled(lockText, read(installedFile))) await step('Installing packages (npm ci)', npmCi);
    runtime = await finish();
    try {
      writeFileSync(stampFile, `${hash} ${runtime}`);
    } catch {
      // A read-only installation that is complete is as good; it is only looked at more closely each time.
    }
  }
  const pinned = findPinnedNode();
  if (runtime === 'pinned' && pinned !== undefined) return pinned;
  if (Number.parseInt(process.versions.node, 10) >= 26) return process.execPath;
  rmSync(stampFile, { force: true });
  throw new SetupError(
    `No Node 26 could be installed for ${process.platform} ${process.arch}: install Node 26 or later (nodejs.org), ` +
      'or run the same command again if the network failed.',
  );
}
