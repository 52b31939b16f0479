// npm run screenshots:states: fills a shop of its own and takes every page of the shop, of the account, of gate control and of the
// back office in every state, at two widths, light and dark, French and English. .data/page-states/index.html shows them side by
// side, sheet-*.png some of them each. `--look phone` or `desktop` and `--area shop`, `account`, `gate`, `admin` or `moments` take a
// part, `--folder` puts them elsewhere. Ends with 1 where a page threw, broke the policy or waits for ever.
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/support/browser.ts';
import type { TestShop } from '../server/test/harness.ts';
import { buyingScenes, type Scene, visitorScenes } from './page-states/buying-scenes.ts';
import { fillShownShop, holdSomething, type ShownShop } from './page-states/fill.ts';
import { takeGate } from './page-states/gate-scenes.ts';
import { type Look, looks, openLook } from './page-states/looks.ts';
import { albumsOf } from './page-states/pages.ts';
import { makeSheets } from './page-states/sheets.ts';
import { firstLine, picture, type Pictures, takeState, watch } from './page-states/take.ts';
import { openProofShop } from './proofs/lib/proof-shop.ts';
import { textOption } from './proofs/lib/report.ts';

process.env['CHROME_PATH'] ??= '/usr/bin/chromium';
const folder = textOption('folder') ?? join('.data', 'page-states');
/** Pages that wait at the same time. */
const atOnce = 3;
const area = textOption('area');
const isWanted = (one: string) => area === undefined || one === area;

interface Shops {
  full: TestShop;
  bare: TestShop;
  shown: ShownShop;
}

/** Works through all of them, some at the same time. */
async function inTurns<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const waiting = [...items];
  const worker = async () => {
    for (let item = waiting.shift(); item !== undefined; item = waiting.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
}

async function takeAlbums(browser: Browser, shops: Shops, look: Look, payment: string, out: Pictures): Promise<void> {
  for (const album of albumsOf(shops.shown, payment).filter((one) => isWanted(one.area))) {
    const shop = album.bare ? shops.bare : shops.full;
    const account = album.bare && album.as ? await shop.make.account('admin') : album.as;
    const context = await openLook(browser, shop.url, look, account);
    const tasks = album.pages.flatMap(({ states, ...page }) => states.map((state) => ({ ...page, state })));
    await inTurns(tasks, (task) => takeState(context, out, { url: shop.url, area: album.area, look, ...task }));
    await context.close();
    process.stderr.write(`${look.name}, ${album.area}: ${out.files.length} pictures, ${out.faults.length} faults\n`);
  }
}

async function takeScene(browser: Browser, shops: Shops, look: Look, scene: Scene, out: Pictures): Promise<void> {
  const { full, shown } = shops;
  const context = await openLook(browser, full.url, look, scene.as && shown[scene.as]);
  const page = await context.newPage();
  watch(page, scene.name, out.faults);
  try {
    await scene.run(page, full.url);
    await picture(page, out, `moment-${scene.name}-${look.name}`);
  } catch (error) {
    out.faults.push(`${scene.name}-${look.name}: ${firstLine(error)}`);
  } finally {
    await context.close();
  }
}

async function takeLook(browser: Browser, shops: Shops, look: Look, out: Pictures): Promise<void> {
  const { full, shown } = shops;
  const { payment } = await holdSomething(full, shown);
  await takeAlbums(browser, shops, look, payment, out);
  if (isWanted('moments')) {
    // What was held an hour ago is over by now.
    const held = await holdSomething(full, shown);
    const scenes = [...buyingScenes(held.payment), ...visitorScenes(shown)];
    for (const scene of scenes) await takeScene(browser, shops, look, scene, out);
  }
  if (isWanted('gate')) {
    const context = await openLook(browser, full.url, look, shown.controller);
    await takeGate({ browser, shop: full, shown, look, pictures: out }, context);
    await context.close();
  }
}

/** Chromium's own camera, which shows no code, and may be used. */
const camera = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'];

const full = await openProofShop();
const bare = await openProofShop();
const browser = await launchBrowser(camera);
try {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const shops = { full, bare, shown: await fillShownShop(full) };
  const out: Pictures = { folder, files: [], faults: [] };
  for (const look of looks.filter(({ name }) => name.startsWith(textOption('look') ?? ''))) {
    await takeLook(browser, shops, look, out);
  }
  const sheets = await makeSheets(browser, folder, out.files);
  for (const fault of out.faults) process.stdout.write(`${fault}\n`);
  process.stdout.write(
    `${out.files.length} pictures on ${sheets} sheets, ${out.faults.length} faults: ${join(folder, 'index.html')}\n`,
  );
  process.exitCode = out.faults.length === 0 ? 0 : 1;
} finally {
  await browser.close();
  await full.close();
  await bare.close();
}
