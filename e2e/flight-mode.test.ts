import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { scan } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { cancel, cancellableFor } from '../server/test/refunds.ts';
import { launchBrowser, openPage, phone } from './support/browser.ts';
import { logIn } from './support/log-in.ts';
import { readCodeFromPng } from './support/read-qr.ts';

let shop: TestShop;
let browser: Browser;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

/** Everything that the page's origin keeps in IndexedDB, localStorage and sessionStorage, as text. */
function keptOnDevice(page: Page): Promise<string> {
  return page.evaluate(async () => {
    const answerOf = <T>(request: IDBRequest<T>): Promise<T> =>
      new Promise((resolve, reject) => {
        request.addEventListener('success', () => resolve(request.result));
        request.addEventListener('error', () => reject(new Error('IndexedDB cannot be read')));
      });
    const rows: unknown[] = [];
    for (const { name } of await indexedDB.databases()) {
      const db = await answerOf(indexedDB.open(name ?? ''));
      for (const store of db.objectStoreNames)
        rows.push(await answerOf(db.transaction(store).objectStore(store).getAll()));
      db.close();
    }
    return JSON.stringify({ rows, local: Object.entries(localStorage), session: Object.entries(sessionStorage) });
  });
}

test('a ticket that was shown once opens in flight mode with a code that lets in, and is wiped at the log-out', async () => {
  const session = await shop.make.session({ title: 'Finale en avion' });
  const account = await shop.make.account();
  const buyer = await shop.make.login(account);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  const ticketId = order.ticketIds[0] ?? '';
  const { page } = await openPage(browser, phone);
  await page.goto(`${shop.url}/connexion?suite=/billets/${ticketId}`);
  await logIn(page, account);
  await page.getByRole('img', { name: /Code du billet/ }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);

  await page.context().setOffline(true);
  await page.goto(`${shop.url}/billets/${ticketId}`);
  await page.getByRole('img', { name: /Code du billet/ }).waitFor();
  expect(await page.getByRole('main').innerText()).toMatch(/Finale en avion/);
  await page
    .getByText(/à jour/i)
    .first()
    .waitFor();
  const code = await readCodeFromPng(browser, await page.screenshot({ fullPage: true }));
  expect(code).toHaveLength(208);

  const controller = await shop.make.login(await shop.make.account('controller'));
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'admitted', holder: 'Ana Martín' });

  await page.getByText(/(À jour|État connu) à \d/).waitFor();
  await page.getByRole('button', { name: 'Afficher le code en plein écran' }).click();
  await page.getByRole('dialog').getByText('Montez la luminosité de l’écran').waitFor();
  await page.keyboard.press('Escape');
  await page.goto(`${shop.url}/billets`);
  await page.getByText(/^Dans \d+\sjours$/).waitFor();
  await page.getByText(/Portes A, B, C$/).waitFor();
  await page.getByRole('article').getByText('Ana Martín').waitFor();
  await page.goBack();
  await page.getByRole('img', { name: /Code du billet/ }).waitFor();
  // Three days later, and still in the air.
  await page.clock.setSystemTime(Date.now() + 3 * 86_400_000);
  await page.reload();
  await page.getByText(/(À jour|État connu) au \d+ \S+, \d/).waitFor();
  await page.context().setOffline(false);
  await page.clock.setSystemTime(Date.now());
  expect(await keptOnDevice(page)).toContain(ticketId);
  await page.reload();
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('link', { name: 'Se connecter' }).first().waitFor();
  await expect.poll(() => keptOnDevice(page)).not.toContain(ticketId);
  expect(await keptOnDevice(page)).not.toContain('Martín');
});

test('what the ticket page keeps holds no key and no more than four hours of codes', async () => {
  const session = await shop.make.session();
  const account = await shop.make.account();
  const buyer = await shop.make.login(account);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  const ticketId = order.ticketIds[0] ?? '';
  const { page } = await openPage(browser, phone);
  await page.goto(`${shop.url}/connexion?suite=/billets/${ticketId}`);
  await logIn(page, account);
  await page.getByRole('img', { name: /Code du billet/ }).waitFor();
  await expect.poll(() => keptOnDevice(page)).toContain('credential');
  const kept = await keptOnDevice(page);
  expect(kept).not.toContain(account.password);
  expect(kept).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/);
  const { ticket_key_sealed: sealed } = await shop.db
    .selectFrom('tickets.tickets')
    .select('ticket_key_sealed')
    .where('id', '=', ticketId)
    .executeTakeFirstOrThrow();
  expect(kept).not.toContain(sealed);
  const until = /"until":"([^"]+)"/.exec(kept)?.[1] ?? '';
  expect(Date.parse(until) - Date.now()).toBeGreaterThan(0);
  expect(Date.parse(until) - Date.now()).toBeLessThanOrEqual(4 * 3_600_000);
});

test('a ticket that was taken back is struck in flight mode too, once the list was seen since', async () => {
  const session = await shop.make.session({ title: 'Finale rendue' });
  await cancellableFor(shop, session, 86_400);
  const account = await shop.make.account();
  const buyer = await shop.make.login(account);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  const ticketId = order.ticketIds[0] ?? '';
  const { page } = await openPage(browser, phone);
  await page.goto(`${shop.url}/connexion?suite=/billets/${ticketId}`);
  await logIn(page, account);
  await page.getByRole('img', { name: /Code du billet/ }).waitFor();
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null);
  await page.goto(`${shop.url}/billets`);
  await page.getByRole('link', { name: /^Rendre des billets.*Finale rendue/ }).waitFor();
  await page.goto(`${shop.url}/epreuves`);
  expect(await keptOnDevice(page)).toContain('"credential"');
  expect((await cancel(buyer, order)).status).toBe(200);
  await page.goto(`${shop.url}/billets`);
  await page.getByText(/Ce billet est annulé/).waitFor();
  await expect.poll(() => keptOnDevice(page)).not.toContain('"credential"');
  await page.context().setOffline(true);
  await page.goto(`${shop.url}/billets/${ticketId}`);
  await page.getByText(/Ce billet est annulé/).waitFor();
  expect(await page.getByRole('img', { name: /Code du billet/ }).count()).toBe(0);
});
