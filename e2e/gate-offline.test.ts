import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser } from 'playwright-core';
import type { Client } from '../server/test/client.ts';
import { buyTicket } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { launchBrowser } from './support/browser.ts';
import { check, dumpStorage, keptOffline, openScanner, setNetwork, verdictOf } from './support/scanner.ts';

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

test('a day without network: scans of a killed tab are not lost, and nothing that is kept opens anything', async () => {
  const session = await shop.make.session();
  const [solo, duo] = [await buyTicket(shop, session), await buyTicket(shop, session, 'duo')];
  const unkept = await buyTicket(shop, session);
  const scanner = await openScanner({ browser, shop, admin, session });
  await keptOffline(scanner.page);
  const context = scanner.page.context();
  const later = await buyTicket(shop, session);
  await setNetwork(scanner.page, false);
  expect(await check(scanner.page, solo.code)).toMatch(/^admitted ENTREZ/);
  await scanner.page.getByText('1 scan à envoyer').waitFor();

  await scanner.page.close();
  const page = await context.newPage();
  await page.goto(`${shop.url}/controle`);
  await page.getByText('1 scan à envoyer').waitFor();
  expect(await check(page, solo.code)).toMatch(/^refused REFUSÉ Déjà entré à .*, porte A\./);
  await page.getByText('1', { exact: true }).click();
  expect(await check(page, duo.code)).toMatch(/^admitted ENTREZ.*1 place entre, 1 reste/);
  expect(await check(page, later.code)).toMatch(/^check VÉRIFIER Absent de la liste/);
  await page.getByRole('button', { name: 'Laisser entrer (1 place)' }).click();
  await page.getByRole('heading', { name: 'ENTREZ' }).waitFor();
  await page.getByText('4 scans à envoyer').waitFor();

  // Storage takes one scan less than it should: nobody gets in by it.
  await page.evaluate(() => {
    const store = IDBObjectStore.prototype;
    const before = Object.getOwnPropertyDescriptor(store, 'add') ?? {};
    const full = () => {
      Object.defineProperty(store, 'add', before);
      throw new DOMException('no space', 'QuotaExceededError');
    };
    Object.defineProperty(store, 'add', { configurable: true, value: full });
  });
  await page.getByLabel('Code du billet').fill(unkept.code);
  await page.keyboard.press('Enter');
  await page.getByText('Ce terminal n’a pas pu garder le contrôle').waitFor();
  expect(await page.getByRole('alertdialog').count()).toBe(0);
  await page.getByRole('button', { name: 'Réessayer' }).click();
  expect(await verdictOf(page)).toMatch(/^admitted ENTREZ/);
  await page.getByText('5 scans à envoyer').waitFor();
  // Somebody sets the clock forward.
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 60_000;
  });
  await page.getByText('Heure de ce terminal douteuse').waitFor();

  const kept = await dumpStorage(page);
  expect(kept).toContain('og-tickets.gate/queue');
  for (const secret of [scanner.controller.password, scanner.controller.email, 'Martín', 'Ana']) {
    expect(kept).not.toContain(secret);
  }
  expect(kept).not.toMatch(/eyJ[\w-]{10,}\.[\w-]{10,}/);
  expect(kept).toContain('"extractable":false');
  for (const { ticket } of [solo, duo, later]) {
    const row = await ticketRow(ticket.id);
    expect(kept).not.toContain(row.ticket_key_sealed);
    expect(kept).not.toContain(row.holders_sealed);
  }

  await page.getByRole('button', { name: 'Terminer la prise de poste' }).click();
  await page.getByText('5 scans à envoyer. Retrouvez le réseau avant de terminer.').waitFor();
  await setNetwork(page, true);
  await page.getByText('0 scan à envoyer').waitFor();
  await page.getByText('Heure de ce terminal douteuse').waitFor({ state: 'hidden' });
  expect(await ticketRow(solo.ticket.id)).toMatchObject({ entries: 1, status: 'used' });
  expect(await ticketRow(duo.ticket.id)).toMatchObject({ entries: 1, status: 'valid' });
  expect(await ticketRow(later.ticket.id)).toMatchObject({ entries: 1, status: 'used' });
  await page.getByRole('button', { name: 'Terminer la prise de poste' }).click();
  await page.getByRole('heading', { name: 'Terminal 1' }).waitFor();
  expect(await dumpStorage(page)).not.toContain(session.code);
  expect(scanner.faults.filter((fault) => !fault.includes('ERR_INTERNET_DISCONNECTED'))).toEqual([]);
  await context.close();
});

test('one ticket at two gates without network: both let in, and the second to send learns of the conflict', async () => {
  const session = await shop.make.session();
  const { code, ticket } = await buyTicket(shop, session);
  const scanners = [];
  for (const gate of ['A', 'B']) {
    scanners.push(await openScanner({ browser, shop, admin, session }, { name: `Terminal ${gate}`, gate }));
  }
  for (const { page } of scanners) {
    await setNetwork(page, false);
    expect(await check(page, code)).toMatch(/^admitted ENTREZ/);
  }
  for (const { page } of scanners) {
    await setNetwork(page, true);
    await page.getByText('0 scan à envoyer').waitFor();
  }
  const [first, second] = scanners.map(({ page }) => page);
  await second?.getByText('Un billet est entré deux fois. Un superviseur doit regarder.').waitFor();
  expect(await first?.getByText('Un billet est entré deux fois').count()).toBe(0);
  expect(await ticketRow(ticket.id)).toMatchObject({ entries: 2 });
  for (const { page } of scanners) await page.context().close();
});

test('a scanner that is revoked sends what it has, is wiped, and says so', async () => {
  const session = await shop.make.session();
  const [before, after] = [await buyTicket(shop, session), await buyTicket(shop, session)];
  const scanner = await openScanner({ browser, shop, admin, session }, { name: 'Terminal volé' });
  const { page } = scanner;
  await setNetwork(page, false);
  expect(await check(page, before.code)).toMatch(/^admitted/);
  expect((await admin.post(`/admin/devices/${scanner.deviceId}/revoke`)).status).toBe(200);
  expect(await check(page, after.code)).toMatch(/^admitted/);
  await page.context().setOffline(false);
  await page.getByRole('heading', { name: 'Terminal révoqué' }).waitFor();
  await page.getByText('Tout est effacé sur ce terminal.').waitFor();
  const kept = await dumpStorage(page);
  expect(kept).not.toContain(session.code);
  expect(kept).not.toContain('extractable');
  const sent = await shop.db
    .selectFrom('admissions.scans')
    .select(['state', 'offline'])
    .where('device_id', '=', scanner.deviceId)
    .orderBy('scanned_at')
    .execute();
  expect(sent).toEqual([
    { state: 'counted', offline: true },
    { state: 'quarantined', offline: true },
  ]);
  await page.context().close();
});
