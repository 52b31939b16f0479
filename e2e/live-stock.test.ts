import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { Load } from '../server/src/platform/http/admission.ts';
import { Admission } from '../server/src/platform/http/admission.ts';
import { LoopRounds } from '../server/src/platform/http/loop-rounds.ts';
import { createLogger } from '../server/src/platform/log.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { launchBrowser, openPage } from './support/browser.ts';

const crushed: Load = { loopDelayMs: 400, poolWaiting: 0, poolConnections: 8, isCrowded: false };
const quiet: Load = { loopDelayMs: 0, poolWaiting: 0, poolConnections: 8, isCrowded: false };

/** Feels only what the test tells it, however busy the machine is: to its clock no round of the event loop takes long. */
class ToldAdmission extends Admission {
  constructor() {
    super(createLogger('silent'), Math.random, new LoopRounds(() => 0));
  }
  override start(): void {
    this.stop();
  }
  tell(load: Load): void {
    for (let look = 0; look < 200; look += 1) this.feel(load);
  }
}

const admission = new ToldAdmission();
let shop: TestShop;
let browser: Browser;

beforeAll(async () => {
  shop = await startTestShop({ admission });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

async function open(path: string, expectedStatuses: readonly number[] = []) {
  const opened = await openPage(browser, undefined, expectedStatuses);
  const loads: string[] = [];
  opened.page.on('request', (request) => loads.push(request.url()));
  await opened.page.goto(`${shop.url}${path}`);
  onTestFinished(() => opened.page.context().close());
  return { ...opened, loads };
}

/** What the next screen reader would hear, from now on. */
async function listen(page: Page): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const heard: string[] = [];
    Object.assign(globalThis, { heard });
    const region = document.querySelector('[role=status]');
    if (region === null) throw new Error('no live region');
    new MutationObserver(() => heard.push(region.textContent ?? '')).observe(region, {
      subtree: true,
      childList: true,
      characterData: true,
    });
  });
  return async () => {
    const texts: string[] = await page.evaluate(() => Reflect.get(globalThis, 'heard'));
    return texts.map((text) => text.replaceAll(/\s/g, ' '));
  };
}

test('two tabs: what one books, the other shows without a reload, and says only what matters', async () => {
  const session = await shop.make.session({
    title: 'Finale',
    categories: [{ category: 'A', capacity: 12, pricePerPlaceCents: 5_000 }],
    placesPerAccount: 14,
  });
  const [one, other] = [await open(`/epreuves/${session.code}`), await open(`/epreuves/${session.code}`)];
  await other.page.getByRole('radio', { name: /Solo/ }).check();
  // The page is alive and has asked for all that it asks for.
  await expect.poll(() => other.loads.some((url) => url.endsWith('/availability/stream'))).toBe(true);
  other.loads.length = 0;
  const heard = await listen(other.page);
  const take = async (quantity: number): Promise<void> => {
    const wanted = { session: session.code, category: 'A', offer: 'solo', quantity };
    expect((await shop.client().post('/cart/lines', wanted)).status).toBe(201);
  };
  await one.page.getByRole('radio', { name: /Solo/ }).check();
  await one.page.getByRole('button', { name: /^Ajouter/ }).click();
  await one.page.getByRole('button', { name: 'Réserver' }).click();
  await one.page.getByText('Vos places sont réservées').waitFor();
  await take(9);
  await other.page.getByText('Plus qu’une place').first().waitFor();
  expect(await heard()).toEqual(['Plus que 1 place pour cette épreuve.']);
  expect(await other.page.getByRole('radio', { name: /Solo/ }).isChecked()).toBe(true);
  await take(1);
  await other.page.getByRole('heading', { name: 'Toutes les places sont dans des paniers' }).waitFor();
  expect((await heard()).at(-1)).toBe('Il n’y a plus de place libre.');
  expect(other.loads.filter((url) => /\/sessions\//.test(url))).toEqual([]);
  expect([...one.faults, ...other.faults]).toEqual([]);
});

test('an overrun shop says so and comes back by itself; what was chosen is kept and booked', async () => {
  const session = await shop.make.session({ title: 'Ouverture' });
  const { page, faults } = await open(`/epreuves/${session.code}`, [503]);
  await page.getByRole('radio', { name: /Duo/ }).check();
  admission.tell(crushed);
  await page.getByRole('button', { name: 'Réserver' }).click();
  await page.getByText('Beaucoup de monde en ce moment').first().waitFor();
  await page
    .getByText(/Nouvel essai dans \d+/)
    .first()
    .waitFor();
  expect(await page.getByRole('radio', { name: /Duo/ }).isChecked()).toBe(true);
  admission.tell(quiet);
  await page.getByText('Vos places sont réservées').waitFor();
  expect(await page.getByRole('main').getByText('Beaucoup de monde en ce moment').count()).toBe(0);
  expect(faults).toEqual([]);
});

test('a page of an overrun shop is shown, says that it may be old, and counts down until it is let in', async () => {
  const session = await shop.make.session({ title: 'Qualification' });
  await shop.caughtUp();
  admission.tell(crushed);
  const { page } = await open(`/epreuves/${session.code}`, [503]);
  await page.getByRole('heading', { level: 1, name: 'Qualification' }).waitFor();
  const crowded = page.getByRole('main').getByText('Beaucoup de monde en ce moment');
  await crowded.waitFor();
  await page.getByText(/Nouvel essai dans \d+/).waitFor();
  admission.tell(quiet);
  await crowded.waitFor({ state: 'hidden' });
});

test('a sale that is not open yet says when it opens, here and on the home page, and opens under the eyes of who waits', async () => {
  const { id, code } = await shop.make.session({ title: 'Bientôt' });
  // Half an hour from where the hour changes: a page that is there at once, or late, says the same.
  const opensAt = new Date(Date.now() + 50.5 * 3_600_000);
  await shop.db.updateTable('catalog.sessions').set({ sales_open_at: opensAt }).execute();
  await shop.caughtUp();
  onTestFinished(async () => {
    await shop.db.updateTable('catalog.sessions').set({ sales_open_at: null }).execute();
  });
  const { page, faults } = await open(`/epreuves/${code}`);
  await page.getByRole('heading', { name: 'La vente n’est pas encore ouverte' }).waitFor();
  await page.getByText(/^Elle ouvre le \S+ \d/).waitFor();
  expect(await page.getByRole('timer').innerText()).toMatch(/Ouverture dans 2\s+jours, 02:[23]\d:\d\d/);
  const home = await open('/');
  const openings = home.page.getByRole('region', { name: 'Prochaines ouvertures de vente' });
  await openings.getByRole('link', { name: 'Bientôt' }).waitFor();
  await openings
    .getByText(/Ouverture le/)
    .first()
    .waitFor();
  await shop.db.updateTable('catalog.sessions').set({ sales_open_at: null }).where('id', '=', id).execute();
  await page.getByRole('button', { name: 'Réserver' }).waitFor();
  expect([...faults, ...home.faults]).toEqual([]);
});
