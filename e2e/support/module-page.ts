import type { Browser, Page } from 'playwright-core';

/**
 * A page of its own secure origin (browsers give WebCrypto to secure pages only) on which the exports of `/main.js` stand
 * as `globalThis.loaded`. `read` gives the text of any script by its path.
 */
export async function openModulePage(
  browser: Browser,
  read: (path: string) => Promise<string> | string,
): Promise<Page> {
  const origin = 'https://module.test';
  const page = await browser.newPage();
  const html = '<!doctype html><title>module</title><script type="module" src="/start.js"></script>';
  const start = 'import * as loaded from "/main.js"; globalThis.loaded = loaded;';
  await page.route(`${origin}/**`, async (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/') return route.fulfill({ contentType: 'text/html', body: html });
    if (pathname === '/favicon.ico') return route.fulfill({ status: 204 });
    const body = pathname === '/start.js' ? start : await read(pathname);
    return route.fulfill({ contentType: 'text/javascript', body });
  });
  await page.goto(`${origin}/`);
  await page.waitForFunction(() => 'loaded' in globalThis);
  return page;
}
