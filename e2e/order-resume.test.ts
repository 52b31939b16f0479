import type { Order } from '@og-tickets/contract/orders.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bankEventsOf } from '../server/test/bank.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { cancel, cancellableFor } from '../server/test/refunds.ts';
import { faultsNow, faultsOf } from './support/accessibility.ts';
import { desktop, launchBrowser, phone } from './support/browser.ts';
import { buyPaid, openBuyer } from './support/buyer.ts';
import { fillCard, payAtBank } from './support/pay-at-bank.ts';

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

const captures = (order: Order) => bankEventsOf(shop, order).filter((kind) => kind === 'charge.captured').length;
const isConfirmed = (page: Page) => page.getByRole('heading', { level: 1, name: 'Commande confirmée' }).waitFor();

test('an interrupted payment is taken up again from the order; a double click pays once', async () => {
  const { client, page, faults } = await openBuyer(shop, browser, '/commandes');
  const order = await shop.make.order(client, await shop.make.session());
  await page.reload();
  await page.getByRole('link', { name: `Voir la commande ${order.code}` }).click();
  await page.getByText(/Encore 1[0-5]:/).waitFor();
  await page.getByRole('link', { name: 'Reprendre le paiement' }).click();
  await page.getByRole('link', { name: /^Payer/ }).click();
  // Left at the bank's form, and come back by hand.
  await page.getByLabel('Numéro de carte').waitFor();
  await page.goto(`${shop.url}/commandes`);
  await page.getByRole('link', { name: `Reprendre le paiement de la commande ${order.code}` }).click();
  await page.getByRole('link', { name: /^Payer/ }).dblclick();
  await page.getByLabel('Numéro de carte').fill('4242 4242 4242 4242');
  await page.getByLabel('Date d’expiration').fill('12/39');
  await page.getByLabel('Cryptogramme').fill('123');
  await page.getByRole('button', { name: /^Payer/ }).dblclick();
  await isConfirmed(page);
  expect(captures(order)).toBe(1);
  expect(faults).toEqual([]);
});

test('the network dies after the card was sent: the page finds out and nothing is paid twice', async () => {
  const { client, page } = await openBuyer(shop, browser, '/commandes');
  const order = await shop.make.order(client, await shop.make.session());
  await page.goto(`${shop.url}${order.payment.payUrl}`);
  await page.getByRole('link', { name: /^Payer/ }).click();
  // The bank hears it, the payer does not hear the bank.
  await page.route('**/*', async (route) => {
    if (route.request().method() === 'POST') await route.fetch({ maxRedirects: 0 }).catch(() => undefined);
    await route.abort('internetdisconnected');
  });
  await fillCard(page, '4242 4242 4242 4242');
  await expect.poll(() => captures(order)).toBe(1);
  await page.unroute('**/*');
  await page.goto(`${shop.url}${order.payment.payUrl}`);
  await isConfirmed(page);
  await page.goto(`${shop.url}/commandes/${order.code}`);
  await page.getByText('Payée', { exact: true }).first().waitFor();
  expect(captures(order)).toBe(1);
});

test('an order that waits for its payment is given up after a question, and its places are free', async () => {
  const { client, page, faults } = await openBuyer(shop, browser, '/commandes');
  const session = await shop.make.session({
    categories: [{ category: 'A', capacity: 1, pricePerPlaceCents: 5_000 }],
  });
  const order = await shop.make.order(client, session);
  await page.goto(`${shop.url}/commandes/${order.code}`);
  await page.getByRole('button', { name: 'Annuler la commande' }).click();
  await page.getByRole('button', { name: 'Oui, annuler la commande' }).click();
  await page.getByText(/annulée avant le paiement/).waitFor();
  expect((await client.get<Order>(`/orders/${order.code}`)).body.status).toBe('cancelled');
  const again = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
  expect((await shop.client().post('/cart/lines', again)).status).toBe(201);
  expect(faults).toEqual([]);
});

test('paid in another tab before it is given up: the page says so and shows the paid order', async () => {
  const { client, page, faults } = await openBuyer(shop, browser, '/commandes', { expected: [409] });
  const order = await shop.make.order(client, await shop.make.session());
  await page.goto(`${shop.url}/commandes/${order.code}`);
  await page.getByRole('button', { name: 'Annuler la commande' }).click();
  const second = await page.context().newPage();
  await second.goto(`${shop.url}${order.payment.payUrl}`);
  await payAtBank(second, '4242 4242 4242 4242');
  await isConfirmed(second);
  await page.getByRole('button', { name: 'Oui, annuler la commande' }).click();
  await page
    .getByRole('main')
    .getByText(/n’attend plus de paiement|Votre paiement vient d’arriver/)
    .waitFor();
  await page.getByText('Payée', { exact: true }).first().waitFor();
  expect(captures(order)).toBe(1);
  expect(faults).toEqual([]);
});

test('a number that is no order is said to be none', async () => {
  const { page, faults, client } = await openBuyer(shop, browser, '/commandes', { expected: [404] });
  await shop.make.order(client, await shop.make.session());
  await page.reload();
  const box = page.getByLabel('Chercher par numéro de commande');
  await box.fill('abc');
  await page.keyboard.press('Enter');
  await page.getByText('Un numéro de commande compte six lettres ou chiffres.').first().waitFor();
  await box.fill('ABCDEF');
  await page.keyboard.press('Enter');
  await page.getByText('Aucune commande ABCDEF dans votre compte.').first().waitFor();
  expect(faults).toEqual([]);
});

test.each([
  { options: { ...phone, colorScheme: 'light' as const }, language: 'fr' },
  { options: { ...desktop, colorScheme: 'dark' as const }, language: 'en' },
])('the pages of an order have no accessibility fault, $language', async ({ options, language }) => {
  const { client, page, faults } = await openBuyer(shop, browser, '/commandes', { options });
  const session = await shop.make.session();
  await cancellableFor(shop, session, 86_400);
  const part = await buyPaid(shop, client, session, 3);
  await cancel(client, part, { tickets: [part.ticketIds[0] ?? ''] });
  const pending = await shop.make.order(client, session);
  await page.evaluate((chosen) => localStorage.setItem('og-tickets.language', chosen), language);
  const paths = ['/commandes', `/commandes/${part.code}`, `/commandes/${pending.code}`, '/billets'];
  paths.push(`/billets/${part.ticketIds[0]}`, `/epreuves/${session.code}`, `/commandes/${part.code}/annulation`);
  const addresses = paths.map((path) => `${shop.url}${path}`);
  const found = await faultsOf(page, addresses, language);
  await page.reload();
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: /^(Annuler|Cancel)\s\d/ }).click();
  await page.getByRole('dialog').waitFor();
  found.push(...(await faultsNow(page)));
  expect(found).toEqual([]);
  expect(faults).toEqual([]);
});
