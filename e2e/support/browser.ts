import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';

/** Background work of Chromium that a test does not want, and what a container asks for. */
export const launchArguments = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true, deviceScaleFactor: 2 };
export const desktop = { viewport: { width: 1280, height: 900 } };

/** Starts the Chromium that the test command found. */
export function launchBrowser(args: readonly string[] = []): Promise<Browser> {
  const executablePath = process.env['CHROME_PATH'];
  if (executablePath === undefined) throw new Error('CHROME_PATH is not set; run the browser tests with npm test');
  return chromium.launch({ executablePath, args: [...launchArguments, ...args] });
}

export interface WatchedPage {
  page: Page;
  /** What went wrong so far: errors on the console, exceptions, violations of the content security policy. */
  faults: string[];
}

/**
 * A page in a context of its own (cookies and storage apart) in French, that notes everything that went wrong on it.
 * Replies that the test expects to be refused are no fault: name their status in `expectedStatuses`.
 */
export async function openPage(
  browser: Browser,
  options: BrowserContextOptions = desktop,
  expectedStatuses: readonly number[] = [],
): Promise<WatchedPage> {
  const context = await browser.newContext({ locale: 'fr-FR', timezoneId: 'Europe/Paris', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`exception: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    const expected = expectedStatuses.some((status) => text.includes(`status of ${status}`));
    if (message.type() === 'error' && !expected) faults.push(`console: ${text}`);
  });
  if (options.javaScriptEnabled !== false) waitUntilAlive(page);
  return { page, faults };
}

/**
 * Makes the page wait, wherever it is sent, until what the server drew answers to fingers: its scripts come after its first
 * painting, and who clicks as fast as a test would click on nothing.
 */
function waitUntilAlive(page: Page): void {
  const isAlive = () => page.waitForFunction(() => document.getElementById('drawn-from') === null);
  const [goto, reload] = [page.goto.bind(page), page.reload.bind(page)];
  page.goto = async (...input) => {
    const response = await goto(...input);
    await isAlive();
    return response;
  };
  page.reload = async (...input) => {
    const response = await reload(...input);
    await isAlive();
    return response;
  };
}
