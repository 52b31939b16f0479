import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bankEventsOf } from '../server/test/bank.ts';
import type { MadeAccount } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import type { Order } from '@og-tickets/contract/orders.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
import { logIn } from './support/log-in.ts';
import { openBuyer } from './support/buyer.ts';
import { fillCard, payAtBank } from './support/pay-at-bank.ts';
import { tabTo } from './support/tab-to.ts';

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

interface Visit {
  page: Page;
  faults: string[];
  order: Order;
}

/** A customer's browser on the payment page of a new order. */
async function openPayment(options: Parameters<typeof openPage>[1] = desktop): Promise<Visit> {
  const account: MadeAccount = await shop.make.account();
  const client = await shop.make.login(account);
  const order = await shop.make.order(client, await shop.make.session());
  const { page, faults } = await openPage(browser, options, [401, 422]);
  await page.goto(`${shop.url}${order.payment.payUrl}`);
  await logIn(page, account);
  await page.getByRole('link', { name: /^Payer 50,00/ }).waitFor();
  return { page, faults, order };
}

const isConfirmed = (page: Page) => page.getByRole('heading', { level: 1, name: 'Commande confirmée' }).waitFor();
const says = (page: Page, text: string) => page.getByRole('main').getByText(text, { exact: true }).waitFor();
const captures = (order: Order) => bankEventsOf(shop, order).filter((kind) => kind === 'charge.captured').length;

test('3-D Secure refused, given up, then confirmed: each in its own words, paid once', async () => {
  const { page, faults, order } = await openPayment();
  await payAtBank(page, '4000 0000 0000 3220');
  await page.getByRole('button', { name: 'Ce n’est pas moi' }).click();
  await says(page, 'Votre banque n’a pas confirmé que c’est vous. Rien n’a été débité.');
  await payAtBank(page, '4000 0000 0000 3220');
  await page.getByRole('button', { name: 'Abandonner la vérification' }).click();
  await says(page, 'La vérification par votre banque n’a pas été terminée. Rien n’a été débité.');
  await payAtBank(page, '4000 0000 0000 3220');
  // Leaves the bank's page open and goes back to the shop by hand: nothing is taken, and it goes on from there.
  await page.getByRole('button', { name: 'Confirmer' }).waitFor();
  await page.goto(`${shop.url}${order.payment.payUrl}`);
  await says(page, 'Votre banque attend votre confirmation (3-D Secure).');
  expect(captures(order)).toBe(0);
  await page.getByRole('link', { name: 'Continuer à la banque' }).click();
  await page.getByRole('button', { name: 'Confirmer' }).click();
  await isConfirmed(page);
  expect(captures(order)).toBe(1);
  expect(faults).toEqual([]);
});

test('two tabs, a step back and a reload never pay twice', async () => {
  const { page, faults, order } = await openPayment();
  const second = await page.context().newPage();
  await page.getByRole('link', { name: /^Payer/ }).click();
  await page.getByLabel('Numéro de carte').waitFor();
  await second.goto(page.url());
  await Promise.all([fillCard(page, '4242 4242 4242 4242'), fillCard(second, '4242 4242 4242 4242')]);
  await Promise.all([isConfirmed(page), isConfirmed(second)]);
  await page.goBack();
  await page.reload();
  await page.goto(`${shop.url}${order.payment.payUrl}`);
  await isConfirmed(page);
  expect(captures(order)).toBe(1);
  expect(faults).toEqual([]);
});

test('two places are bought by the keyboard alone, from the session to the tickets', async () => {
  const session = await shop.make.session();
  await shop.caughtUp();
  const { page, faults, client } = await openBuyer(shop, browser, `/epreuves/${session.code}`);
  const press = async (name: RegExp, key = 'Enter'): Promise<void> => {
    await tabTo(page, name);
    await page.keyboard.press(key);
  };
  await page.getByRole('button', { name: 'Réserver' }).waitFor();
  await press(/Solo/, 'Space');
  await page.keyboard.press('ArrowDown');
  await press(/^Réserver/);
  await page.getByText('Vos places sont réservées').waitFor();
  await press(/^Voir le panier/);
  await page.getByRole('heading', { level: 1, name: 'Panier' }).waitFor();
  await press(/^Commander/);
  await page.getByRole('button', { name: 'Commander avec obligation de paiement' }).waitFor();
  await press(/J’accepte/, 'Space');
  await press(/^Commander avec obligation de paiement/);
  await page.waitForURL(/\/paiement\//);
  await page.getByRole('link', { name: /^Payer 90,00/ }).waitFor();
  await press(/^Payer 90,00/);
  await page.getByLabel('Numéro de carte').waitFor();
  await tabTo(page, /Numéro de carte/);
  await page.keyboard.type('4242 4242 4242 4242');
  await tabTo(page, /Date d’expiration/);
  await page.keyboard.type('12/39');
  await tabTo(page, /Cryptogramme/);
  await page.keyboard.type('123');
  await page.keyboard.press('Enter');
  await isConfirmed(page);
  const { body } = await client.get<{ items: Order[] }>('/orders');
  expect(body.items.map(({ status, total }) => [status, total.cents])).toEqual([['paid', 9_000]]);
  expect(faults).toEqual([]);
});

test('the bank’s form works without JavaScript and by keyboard, says what is wrong, and has no accessibility fault', async () => {
  const { page, order } = await openPayment();
  const href = await page.getByRole('link', { name: /^Payer/ }).getAttribute('href');
  const { page: plain, faults } = await openPage(browser, { ...desktop, javaScriptEnabled: false }, [422]);
  await plain.goto(new URL(href ?? '', shop.url).href);
  await plain.getByLabel('Numéro de carte').focus();
  await plain.keyboard.type('4242 4242 4242 4241');
  await plain.keyboard.press('Tab');
  await plain.keyboard.type('12/39');
  await plain.keyboard.press('Enter');
  await plain.getByRole('alert').getByText('À corriger avant de payer').waitFor();
  expect(await plain.getByLabel('Date d’expiration').inputValue()).toBe('12/39');
  expect(await plain.getByLabel('Numéro de carte').inputValue()).toBe('');
  for (const colorScheme of ['light', 'dark'] as const) {
    const { page: seen } = await openPage(browser, { ...desktop, colorScheme });
    await seen.goto(plain.url());
    const { violations } = await new AxeBuilder({ page: seen }).analyze();
    expect(violations.map((violation) => violation.id)).toEqual([]);
  }
  await fillCard(plain, '4242 4242 4242 4242');
  await plain.waitForURL(/\/(paiement|connexion)/);
  await page.reload();
  await isConfirmed(page);
  expect(captures(order)).toBe(1);
  expect(faults).toEqual([]);
});
