import type { Browser, Page } from 'playwright-core';
import { faultsNow, lengthen, orderFaults, overflowOf, settled } from '../../e2e/support/accessibility.ts';
import { launchBrowser, openPage } from '../../e2e/support/browser.ts';
import { adminPages, buyerPages, fillShop, stationOf, visitorPages } from './lib/every-page.ts';
import { Trees } from './lib/page-tree.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, report, textOption } from './lib/report.ts';

// Every page of the shop, of gate control and of the back office with axe: both languages, both themes, three widths, at each whether
// the keyboard goes where the eye goes; then with the colours of the system, with everything moving, at 400 % zoom, with text twice
// as large and with longer words. What a screen reader is told of a page is compared with tools/proofs/trees; `--update` only writes
// it anew. `--area shop`, `gate` or `admin`, `--language fr` or `en` and `--path /panier` look at a part. axe sees a part of what can
// be wrong; the rest is for people (docs/accessibility.md).

process.env['CHROME_PATH'] ??= '/usr/bin/chromium';
const language = textOption('language');
const languages = (['fr', 'en'] as const).filter((one) => language === undefined || one === language);
const widths = [320, 768, 1280];
const themes = ['light', 'dark'] as const;
/** A window of 1280 px at 400 %. */
const zoomed = { width: 320, height: 256 };

const secondLookMs = 500;

/** What was looked at and found in one area in one language. */
interface Tally {
  pages: number;
  looks: number;
  found: string[];
}

const trees = new Trees(process.argv.includes('--update'));
const shop = await openProofShop();
const browser = await launchBrowser();
const filled = await fillShop(shop);
try {
  const areas = [
    { area: 'shop', pages: visitorPages(filled), as: undefined },
    { area: 'shop, as a customer', pages: buyerPages(filled), as: filled.customer },
    { area: 'gate', pages: ['/controle'], as: filled.controller },
    { area: 'gate, at work', pages: ['/controle'], as: filled.controller, station: stationOf(filled) },
    { area: 'admin', pages: adminPages(filled), as: filled.admin },
  ]
    .filter(({ area }) => area.startsWith(textOption('area') ?? ''))
    .map((area) => ({ ...area, pages: area.pages.filter((path) => path === (textOption('path') ?? path)) }))
    .filter(({ pages }) => pages.length > 0);
  const findings: Finding[] = [];
  for (const one of languages) {
    for (const area of areas) findings.push(await lookAt(browser, { ...area, language: one }));
  }
  report('check:accessibility', findings);
} finally {
  await browser.close();
  await shop.close();
}

/** A path without the codes and ids of this shop. */
function placeOf(path: string): string {
  const { order, ticket, session, firstCode } = filled;
  const known = { order, ticket, session: session.code, 'first-session': firstCode };
  return Object.entries(known).reduce((place, [name, code]) => place.replaceAll(code, name), path);
}

interface Area {
  area: string;
  pages: readonly string[];
  as: { email: string; password: string } | undefined;
  /** Where a controller works already. */
  station?: object;
  language: 'fr' | 'en';
}

async function lookAt(at: Browser, { area, pages, as, station, language: wanted }: Area): Promise<Finding> {
  const { page, faults } = await openPage(at, { reducedMotion: 'reduce' }, [401, 403, 404]);
  await page.addInitScript((chosen) => localStorage.setItem('og-tickets.language', chosen), wanted);
  if (as) await logIn(page, as, area.startsWith('gate') ? '/controle' : '/connexion');
  if (station)
    await page.evaluate((kept) => sessionStorage.setItem('og-tickets.station', kept), JSON.stringify(station));
  const tally: Tally = { pages: 0, looks: 0, found: [] };
  for (const path of pages) {
    const before = tally.found.length;
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${shop.url}${path}`, { waitUntil: 'domcontentloaded' });
    await settled(page);
    tally.pages += 1;
    const said = await page.locator('html').getAttribute('lang');
    if (said !== wanted) tally.found.push(`${path}: in ${said}, not in ${wanted}`);
    tally.found.push(...(await trees.compare(page, `${area} ${wanted} ${placeOf(path)}`)));
    if (!trees.isUpdate) await everyLook(page, tally);
    process.stderr.write(`${area}, ${wanted}, ${path}: ${tally.found.length - before} faults\n`);
  }
  await page.context().close();
  const found = [...tally.found, ...faults];
  const figures = { pages: tally.pages, looks: tally.looks, found };
  return { name: `${area}, ${wanted}`, passed: found.length === 0, figures };
}

/** Looks at the page that is open; nothing is loaded anew, as when somebody turns a tablet or switches the theme. */
async function everyLook(page: Page, tally: Tally): Promise<void> {
  const look = async (name: string, withAxe = true, withoutRules: string[] = []): Promise<void> => {
    tally.looks += 1;
    await still(page);
    const overflow = withAxe ? 0 : await overflowOf(page);
    const found = withAxe
      ? await lastingFaults(page, withoutRules)
      : overflow > 0
        ? [`${new URL(page.url()).pathname}: ${overflow} px too wide`]
        : [];
    for (const fault of found) {
      tally.found.push(`${name}, ${fault}`);
      process.stderr.write(`${name}, ${fault}\n`);
    }
  };
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 });
    for (const fault of await orderFaults(page)) {
      tally.found.push(`${width} px, ${new URL(page.url()).pathname}: ${fault}`);
      process.stderr.write(`${width} px, ${fault}\n`);
    }
    for (const colorScheme of themes) {
      await page.emulateMedia({ colorScheme });
      await look(`${width} px, ${colorScheme}`);
    }
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'active' });
  // axe reads the page's own colour of the letters, which the system has replaced by then: those pairs are the system's.
  await look('colours of the system', true, ['color-contrast']);
  await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'no-preference' });
  await look('with movement', false);
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await page.setViewportSize(zoomed);
  await look('400 % zoom');
  await page.setViewportSize({ width: 768, height: 900 });
  await page.evaluate(() => document.documentElement.style.setProperty('font-size', '200%'));
  await look('text twice as large', false);
  await page.evaluate(() => document.documentElement.style.removeProperty('font-size'));
  await page.setViewportSize({ width: 320, height: 900 });
  await lengthen(page);
  await look('longer words', false);
}

/** What is wrong still a moment later: of a theme that was switched just now Chromium may tell some of the colours from before. */
async function lastingFaults(page: Page, withoutRules: string[]): Promise<string[]> {
  const found = await faultsNow(page, withoutRules);
  if (found.length === 0) return found;
  await page.waitForTimeout(secondLookMs);
  return faultsNow(page, withoutRules);
}

/** Waits until nothing changes its colour or place any more: half way, no contrast is what it will be. */
async function still(page: Page): Promise<void> {
  await page.evaluate(async () => {
    // What was asked for a moment ago, such as another theme, is there with the next frames.
    for (let frames = 0; frames < 2; frames += 1) await new Promise((painted) => requestAnimationFrame(painted));
    const ending = document.getAnimations().filter(({ effect }) => effect?.getTiming().iterations !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

async function logIn(page: Page, { email, password }: NonNullable<Area['as']>, path: string): Promise<void> {
  await page.goto(`${shop.url}${path}`);
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
  await page.locator('input[type=password]').waitFor({ state: 'detached' });
}
