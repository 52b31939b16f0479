import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { Client } from '../server/test/client.ts';
import { buyTicket } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { launchBrowser } from './support/browser.ts';
import { check, dumpStorage, type OpenScanner, openScanner, verdictOf } from './support/scanner.ts';

let shop: TestShop;
let browser: Browser;
let admin: Client;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
  admin = await shop.make.login(await shop.make.account('admin'));
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

const ticketRow = (id: string) =>
  shop.db.selectFrom('tickets.tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** A reader that types like a keyboard, into whatever has the focus. */
function readLikeKeyboard(page: Page, code: string): Promise<void> {
  return page.evaluate((text) => {
    for (const key of [...text.split(''), 'Enter']) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, code);
}

test('a scanner reads a connected reader, asks how many of a group enter, lets out and in again, finds and undoes', async () => {
  const session = await shop.make.session();
  const settings = await admin.call('PATCH', `/admin/gates/${session.code}`, { body: { reentry: true } });
  expect(settings.status).toBe(200);
  const famille = await buyTicket(shop, session, 'famille');
  const solo = await buyTicket(shop, session);
  const { page, faults }: OpenScanner = await openScanner({ browser, shop, admin, session }, { gate: 'B' });

  await page.getByText('Demander', { exact: true }).click();
  await readLikeKeyboard(page, famille.code);
  await page.getByRole('dialog', { name: /Combien de personnes/ }).waitFor();
  await page.getByRole('button', { name: '3', exact: true }).click();
  expect(await verdictOf(page)).toMatch(/^admitted ENTREZ.*3 places entrent, 1 reste.*Ana Martín/);

  await page.getByText('Sortie', { exact: true }).click();
  await page.getByText('2', { exact: true }).click();
  await page.waitForTimeout(3_100);
  expect(await check(page, famille.code)).toMatch(/^admitted SORTEZ.*2 places sortent/);
  expect(await ticketRow(famille.ticket.id)).toMatchObject({ entries: 3, exits: 2 });
  expect(await check(page, solo.code)).toMatch(/^refused REFUSÉ Personne n’est entré/);
  await page.getByText('Entrée', { exact: true }).click();
  await page.getByText('Toutes', { exact: true }).click();
  expect(await check(page, famille.code)).toMatch(/^admitted ENTREZ.*3 places entrent/);

  const order = solo.ticket.orderCode;
  await page.getByRole('button', { name: 'Chercher un billet' }).click();
  await page.getByRole('searchbox').fill(order);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Faire entrer' }).click();
  expect(await verdictOf(page)).toMatch(/^admitted ENTREZ/);
  expect(await ticketRow(solo.ticket.id)).toMatchObject({ entries: 1 });
  await page
    .getByRole('button', { name: /^Annuler le contrôle/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Mauvaise personne' }).click();
  await page.getByRole('button', { name: 'Annuler le contrôle', exact: true }).click();
  await page.getByText('Annulé', { exact: true }).waitFor();
  expect(await ticketRow(solo.ticket.id)).toMatchObject({ entries: 0, status: 'valid' });

  // The session is over for more than two hours: its list is no business of this scanner any more.
  expect(await dumpStorage(page)).toContain(session.code);
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const closed = { opensAt: hoursAgo(6), closesAt: hoursAgo(3) };
  expect((await admin.call('PATCH', `/admin/gates/${session.code}`, { body: closed })).status).toBe(200);
  const over = page.getByText('Cette épreuve est terminée : sa liste a été effacée de ce terminal.');
  await expect
    .poll(async () => {
      await page.evaluate(() => dispatchEvent(new Event('online')));
      return over.isVisible();
    })
    .toBe(true);
  await expect.poll(() => dumpStorage(page)).not.toContain(session.code);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('a server that answers late is not waited for: what was refused is given back, what was let in counts once', async () => {
  const session = await shop.make.session();
  const [known, newer] = [await buyTicket(shop, session), await buyTicket(shop, session)];
  const kinds = (mask: number) =>
    shop.db.updateTable('tickets.tickets').set({ allowed_kinds: mask }).where('id', '=', newer.ticket.id).execute();
  await kinds(2);
  const { page } = await openScanner({ browser, shop, admin, session });
  // The list of this scanner stays as it is for now, and the answers to its scans come after two seconds.
  const { promise: mayRenew, resolve: renew } = Promise.withResolvers<void>();
  await page.route('**/manifest', async (route) => {
    await mayRenew;
    await route.continue();
  });
  await page.route('**/gate/redeem', async (route) => {
    const answer = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.fulfill({ response: answer });
  });
  await kinds(3);
  expect(await check(page, newer.code)).toMatch(/^refused REFUSÉ Ce genre de code n’est pas accepté ici/);
  await page.getByText('Hors ligne', { exact: true }).waitFor();
  expect(await ticketRow(newer.ticket.id)).toMatchObject({ entries: 1 });
  renew();
  await expect.poll(async () => (await ticketRow(newer.ticket.id)).entries, { timeout: 25_000 }).toBe(0);
  const scans = await shop.db
    .selectFrom('admissions.scans')
    .select(['state', 'verdict'])
    .where('ticket_id', '=', newer.ticket.id)
    .execute();
  expect(scans).toEqual([{ state: 'voided', verdict: 'admitted' }]);

  await page.getByText('En ligne', { exact: true }).waitFor();
  expect(await check(page, known.code)).toMatch(/^admitted ENTREZ/);
  await page.getByText('0 scan à envoyer').waitFor();
  expect(await ticketRow(known.ticket.id)).toMatchObject({ entries: 1, conflict: 'none' });
  await page.context().close();
});
