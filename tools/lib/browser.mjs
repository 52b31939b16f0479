import { existsSync } from 'node:fs';
import path from 'node:path';
import { nodeModules } from './paths.mjs';
import { capture } from './run.mjs';
import { SetupError } from './setup-error.mjs';
import { step } from './step.mjs';

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const macApplications = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/**
 * The first installed browser that tells its version: on some systems `chromium-browser` is only a hint to
 * install something.
 * @returns {Promise<string | undefined>}
 */
async function installedBrowser() {
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const candidates = [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), ...macApplications];
  for (const file of candidates) {
    if (existsSync(file) && (await capture(file, ['--version'])).code === 0) return file;
  }
  return undefined;
}

/** Debian and its kin, as root: the distribution's own chromium. */
async function installWithApt() {
  if (process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return;
  await step('Installing chromium (apt-get)', async () => {
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    await capture('apt-get', ['update', '-q'], { env });
    const install = ['install', '-y', '-q', '--no-install-recommends', 'chromium'];
    const { code, output } = await capture('apt-get', install, { env });
    if (code !== 0) process.stderr.write(`${output.trimEnd()}\n`);
  });
}

/**
 * The browser that playwright-core downloads for itself.
 * @param {string} node the pinned Node
 * @param {boolean} download
 * @returns {Promise<string | undefined>}
 */
async function playwrightBrowser(node, download) {
  if (download) {
    const cli = path.join(nodeModules, 'playwright-core', 'cli.js');
    await step('Downloading a browser (playwright-core)', () => capture(node, [cli, 'install', 'chromium']));
  }
  const { chromium } = await import('playwright-core');
  const file = chromium.executablePath();
  return existsSync(file) ? file : undefined;
}

/**
 * Finds a Chromium or Chrome for the browser tests, or installs one.
 * @param {string} node the pinned Node
 * @returns {Promise<string>} its path
 */
export async function ensureBrowser(node) {
  const given = process.env.CHROME_PATH;
  if (given) {
    if (existsSync(given)) return given;
    throw new SetupError(`CHROME_PATH names ${given}, which does not exist: correct it or unset it.`);
  }
  const installed = (await installedBrowser()) ?? (await playwrightBrowser(node, false));
  if (installed) return installed;
  await installWithApt();
  const found = (await installedBrowser()) ?? (await playwrightBrowser(node, true));
  if (found) return found;
  throw new SetupError('The browser tests need Chromium or Chrome: install one, or set CHROME_PATH to its program.');
}
