import { readFile } from 'node:fs/promises';
import { loadavg } from 'node:os';
import type { Browser, Page } from 'playwright-core';
import { launchBrowser } from '../../e2e/support/browser.ts';
import { keptOffline, openScanner, setNetwork } from '../../e2e/support/scanner.ts';
import { issueMany } from '../../server/test/many-tickets.ts';
import { decisionOf, percentileMs, watchVerdicts } from './lib/decisions.ts';
import { openProofShop } from './lib/proof-shop.ts';
import { type Finding, numberOption, report } from './lib/report.ts';

// A day without network on a slow phone: the list of a full house is read in under 2 s, a ticket is decided in under
// 100 ms, and all of it takes less than 150 MB. The browser's processor is slowed down four times.

process.env['CHROME_PATH'] ??= '/usr/bin/chromium';
const tickets = numberOption('tickets', 80_000);
const scans = numberOption('scans', 100);
const slowdown = numberOption('slowdown', 4);
const targets = { listMs: 2_000, decisionP95Ms: 100, memoryMb: 150 };

const shop = await openProofShop();
const browser = await launchBrowser();
try {
  report('check:scanner', await measure());
} finally {
  await browser.close();
  await shop.close();
}

async function measure(): Promise<Finding[]> {
  const session = await shop.make.session();
  const owner = await shop.make.account();
  const coded = await issueMany(shop.platform, { sessionId: session.id, accountId: owner.id, count: tickets });
  const admin = await shop.make.login(await shop.make.account('admin'));
  const { page } = await openScanner({ browser, shop, admin, session });
  await keptOffline(page);
  await setNetwork(page, false);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const opened = await openOffline(page);
  await watchVerdicts(page);
  const decisions: number[] = [];
  for (const { code } of coded.slice(-scans)) decisions.push(await decisionMs(page, code));
  // What a telephone that runs short would take back first is not counted.
  await devtools.send('HeapProfiler.collectGarbage');
  const memoryMb = await rendererMb(browser, page);
  const p95Ms = percentileMs(decisions, 0.95);
  return [
    {
      name: 'the list is read in time',
      passed: opened.tickets === tickets && opened.listMs < targets.listMs,
      figures: { ...opened, slowdown },
    },
    {
      name: 'a ticket is decided in time',
      passed: p95Ms < targets.decisionP95Ms,
      figures: {
        scans: decisions.length,
        p50Ms: percentileMs(decisions, 0.5),
        load: loadavg(),
        p95Ms,
        slowdown,
      },
    },
    { name: 'it takes little memory', passed: memoryMb < targets.memoryMb, figures: { memoryMb } },
  ];
}

/** Loads the page in flight mode until the desk is there; milliseconds until then, and of reading the list alone. */
async function openOffline(page: Page): Promise<{ deskMs: number; listMs: number; tickets: number }> {
  const startedMs = performance.now();
  await page.goto('/controle');
  await page.getByText('Liste à jour').waitFor();
  const deskMs = Math.round(performance.now() - startedMs);
  const list = await page.evaluate(() => {
    const measured = performance.getEntriesByName('gate-list')[0];
    const found =
      measured instanceof PerformanceMeasure ? { duration: measured.duration, detail: measured.detail } : null;
    return found;
  });
  return { deskMs, listMs: Math.round(list?.duration ?? Number.NaN), tickets: list?.detail?.tickets ?? 0 };
}

/** Shows a code to the desk as a reader would; milliseconds from its Enter until the verdict is painted. */
async function decisionMs(page: Page, code: string): Promise<number> {
  await page.getByLabel('Code du billet').fill(code);
  return decisionOf(page, () => page.keyboard.press('Enter'));
}

/** Memory that the page's process alone takes, in MB: what would be free again without it (Linux). */
async function rendererMb(of: Browser, page: Page): Promise<number> {
  const devtools = await of.newBrowserCDPSession();
  const { processInfo } = await devtools.send('SystemInfo.getProcessInfo');
  await page.bringToFront();
  const sizes: number[] = [];
  for (const { type, id } of processInfo) {
    if (type !== 'renderer') continue;
    const text = await readFile(`/proc/${id}/smaps_rollup`, 'utf8').catch(() => '');
    const kb = [...text.matchAll(/^Private_(?:Clean|Dirty): +(\d+) kB$/gm)].reduce(
      (sum, found) => sum + Number(found[1]),
      0,
    );
    sizes.push(kb / 1024);
  }
  return Math.round(Math.max(...sizes));
}
