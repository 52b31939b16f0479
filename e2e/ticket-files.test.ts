import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { Cart } from '@og-tickets/contract/carts.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { paperCode, scan } from '../server/test/gate.ts';
import { type MadeAccount } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { launchBrowser, openPage, phone } from './support/browser.ts';
import { logIn } from './support/log-in.ts';
import { readCodeFromPdf } from './support/read-qr.ts';

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

async function logInAt(page: Page, account: MadeAccount, to: string): Promise<void> {
  await page.goto(`${shop.url}/connexion?suite=${to}`);
  await logIn(page, account);
}

async function download(page: Page, button: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: button }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) };
}

test('a large order comes as one PDF with a bar; a ticket comes as phone PDF and calendar entry', async () => {
  const sessions = [await shop.make.session(), await shop.make.session()];
  const account = await shop.make.account();
  const buyer = await shop.make.login(account);
  // Twelve tickets: more than are drawn while the caller waits.
  let cart: Cart | undefined;
  for (const { code } of sessions) {
    const line = { session: code, category: 'A', offer: 'solo', quantity: 6 };
    cart = (await buyer.post<Cart>('/cart/lines', line)).body;
  }
  const body = { acceptTerms: true, cartId: cart?.id };
  const placed = await buyer.post<Order>('/orders', body, { 'idempotency-key': 'twelve' });
  const order = await shop.make.pay(buyer, placed.body);
  const { page, faults } = await openPage(browser);
  await logInAt(page, account, `/confirmation/${order.code}`);
  await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe('Commande confirmée');
  const correct = page.getByRole('link', { name: 'Corriger mon adresse e-mail' });
  expect(await correct.getAttribute('href')).toBe('/profil#profil-adresse');
  await page.getByText('sur votre téléphone ou imprimé').waitFor();
  await page.getByText('Quelqu’un d’autre vient avec un billet').waitFor();
  // One entry a session, however many tickets.
  const entries = page.getByRole('button', { name: /^Ajouter au calendrier/ });
  await entries.nth(1).waitFor();
  expect(await entries.count()).toBe(2);
  const bar = page.getByRole('progressbar').waitFor();
  const all = await download(page, /Tous les billets \(PDF A4\)/);
  await bar;
  expect(all.name).toBe(`billets-${order.code}.pdf`);
  expect(all.bytes.toString('latin1').match(/\/Type \/Page\b/g)).toHaveLength(12);

  const invoice = await download(page, /Télécharger le PDF ?, Facture/);
  expect(invoice.name).toMatch(/^facture-F\d{4}-\d{6}\.pdf$/);
  expect(invoice.bytes.subarray(0, 5).toString()).toBe('%PDF-');

  await page.goto(`${shop.url}/billets/${order.ticketIds[0]}`);
  const forPhone = await download(page, /PDF pour téléphone/);
  expect(await readCodeFromPdf(browser, forPhone.bytes, 150)).toMatch(/^OG1:/);
  const entry = await download(page, /Ajouter au calendrier/);
  expect(entry.bytes.toString()).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(entry.bytes.toString()).not.toContain('OG1:');
  expect(faults).toEqual([]);
});

test('renewed codes let in, and every earlier copy is refused', async () => {
  const session = await shop.make.session();
  const account = await shop.make.account();
  const buyer = await shop.make.login(account);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  const ticketId = order.ticketIds[0] ?? '';
  const copied = await paperCode(shop, ticketId);
  const { page, faults } = await openPage(browser);
  await logInAt(page, account, '/billets');
  await page.getByRole('button', { name: 'Renouveler mes codes' }).click();
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /Renouveler/ })
    .click();
  await page
    .getByText(/renouvel/i)
    .first()
    .waitFor();
  const controller = await shop.make.login(await shop.make.account('controller'));
  await expect.poll(async () => (await scan(controller, session, copied)).reason).toBe('superseded');
  const renewed = await paperCode(shop, ticketId);
  expect((await scan(controller, session, renewed)).verdict).toBe('admitted');
  expect(faults).toEqual([]);
});

test('a swipe over a ticket, or its button, turns to the next one of the group', async () => {
  const session = await shop.make.session();
  const account = await shop.make.account();
  const buyer = await shop.make.login(account);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { quantity: 2 }));
  const { page, faults } = await openPage(browser, phone);
  await logInAt(page, account, `/billets/${order.ticketIds[0]}`);
  const turned = page.getByText(/^Billet \d sur 2$/);
  await turned.waitFor();
  const before = await turned.innerText();
  const swipe = (from: number, to: number) =>
    page.getByRole('article').evaluate(
      (card, [start, end]) => {
        const touch = (x = 0) => new Touch({ identifier: 1, target: card, clientX: x, clientY: 300 });
        const down = { bubbles: true, touches: [touch(start)], changedTouches: [touch(start)] };
        card.dispatchEvent(new TouchEvent('touchstart', down));
        card.dispatchEvent(new TouchEvent('touchend', { bubbles: true, changedTouches: [touch(end)] }));
      },
      [from, to],
    );
  const [away, back] = before.startsWith('Billet 1') ? ([300, 80] as const) : ([80, 300] as const);
  await swipe(away, back);
  await page.getByText(before).waitFor({ state: 'hidden' });
  expect(await turned.innerText()).not.toBe(before);
  // Too short to be meant.
  await swipe(back, back + (away > back ? 20 : -20));
  expect(await turned.innerText()).not.toBe(before);
  await page.getByRole('link', { name: before.startsWith('Billet 1') ? 'Précédent' : 'Suivant' }).click();
  await page.getByText(before).waitFor();
  expect(faults).toEqual([]);
});

const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1';

test('a confirmation offers to install the shop as the browser does it, and names paper only where it opens a gate', async () => {
  const session = await shop.make.session();
  const account = await shop.make.account();
  const buyer = await shop.make.login(account);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  await shop.db.updateTable('catalog.sessions').set({ allowed_kinds: 2 }).where('id', '=', session.id).execute();
  const { page, faults } = await openPage(browser);
  await page.goto(`${shop.url}/connexion?suite=/confirmation/${order.code}`);
  // What Chromium sends to whoever has used a shop for a while.
  const isKept = await page.evaluate(() => {
    const offer = new Event('beforeinstallprompt', { cancelable: true });
    const prompt = async () => document.documentElement.setAttribute('data-asked', 'once');
    dispatchEvent(Object.assign(offer, { prompt }));
    return offer.defaultPrevented;
  });
  expect(isKept).toBe(true);
  await logIn(page, account);
  await page.getByText('Montrez le code de chaque billet sur votre téléphone.').waitFor();
  const offer = page.getByRole('region', { name: 'Vos billets sur l’écran d’accueil' });
  await offer.getByRole('button', { name: 'Installer' }).click();
  await offer.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.documentElement.dataset['asked'])).toBe('once');
  expect(faults).toEqual([]);

  const apple = await openPage(browser, { ...phone, userAgent: iPhone });
  await logInAt(apple.page, account, `/confirmation/${order.code}`);
  await apple.page.getByText('touchez Partager').waitFor();
  await apple.page.addInitScript(() => Object.defineProperty(navigator, 'standalone', { value: true }));
  await apple.page.reload();
  await apple.page.getByRole('heading', { name: 'Vos billets', exact: true }).waitFor();
  expect(await apple.page.getByText('touchez Partager').count()).toBe(0);
});
