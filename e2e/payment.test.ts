import AxeBuilder from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { expireOrder } from '../server/src/modules/orders/actions/expire-order.ts';
import { bankEventsOf } from '../server/test/bank.ts';
import type { MadeAccount } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { MoodyBank } from '../server/test/moody-bank.ts';
import { cancel } from '../server/test/refunds.ts';
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
  account: MadeAccount;
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
  return { account, page, faults, order };
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

test('two tabs, a step back and a reload never pay twice; without a connection nobody is sent to the bank', async () => {
  const { page, faults, order } = await openPayment();
  await page.context().setOffline(true);
  await says(page, 'Sans connexion, la banque ne peut pas être jointe. Le bouton reviendra avec la connexion.');
  expect(await page.getByRole('button', { name: /^Payer 50,00/ }).isDisabled()).toBe(true);
  await page.context().setOffline(false);
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

/** The time to pay of an order is over, and the order with it. */
async function endTime(order: Order): Promise<void> {
  const at = { expires_at: new Date(Date.now() - 1_000) };
  await shop.db.updateTable('payments.payments').set(at).where('id', '=', order.payment.id).execute();
  const orders = shop.db.updateTable('orders.orders').set(at).where('code', '=', order.code).returning('id');
  await expireOrder(shop.platform, (await orders.executeTakeFirstOrThrow()).id);
}

/** The page is told that so much time is left, each time that it asks. */
async function showSecondsLeft(page: Page, seconds: number): Promise<void> {
  await page.route('**/api/v1/payments/*', async (route) => {
    const answer = await route.fetch();
    const expiresAt = new Date(Date.now() + seconds * 1_000).toISOString();
    await route.fulfill({ response: answer, json: { ...(await answer.json()), expiresAt } });
  });
}

const focused = (page: Page) => page.evaluate(() => document.activeElement?.textContent);
/** What was said to somebody who does not see the page, interrupting. */
const said = (page: Page) => page.getByRole('alert').allTextContents();

test('the end of the time to pay is warned of, then said once with the focus on it, and leads back to the sessions', async () => {
  const { page, faults, order } = await openPayment();
  await showSecondsLeft(page, 18);
  await page.reload();
  await says(page, 'Moins de 20 secondes pour payer.');
  await says(page, 'Moins de deux minutes.');
  expect((await said(page)).join()).toContain('Moins de 20 secondes pour payer.');
  await page.unroute('**/api/v1/payments/*');
  await endTime(order);
  await page.reload();
  await page.getByRole('heading', { level: 2, name: 'Le délai de paiement est passé' }).waitFor();
  await expect.poll(() => focused(page)).toBe('Le délai de paiement est passé');
  expect((await said(page)).filter((text) => text.includes('Rien n’a été débité'))).toHaveLength(1);
  const [line] = order.lines;
  await page.getByRole('listitem').getByText('1\u00a0×\u00a0Solo, catégorie A').waitFor();
  await page.getByRole('main').getByRole('list').getByRole('link').first().click();
  await page.waitForURL(`${shop.url}/epreuves/${line?.session}`);

  const given = await openPayment();
  await cancel(await shop.make.login(given.account), given.order);
  await given.page.reload();
  await given.page.getByRole('heading', { level: 2, name: 'Cette commande a été annulée' }).waitFor();
  expect([faults, given.faults]).toEqual([[], []]);
});

test('a bank that does not answer is said to be silent, with what holds meanwhile; only who went to pay hears of checking', async () => {
  const bank = new MoodyBank();
  const lonely = await startTestShop({ environment: { SIMULATED_BANK_URL: await bank.start() } });
  const { page, faults, client } = await openBuyer(lonely, browser, '/commandes', { expected: [503] });
  const order = await lonely.make.order(client, await lonely.make.session());
  const address = `${lonely.url}${order.payment.payUrl}`;
  const main = page.getByRole('main');
  const heading = main.getByRole('heading', { level: 2, name: 'La banque ne répond pas' });
  const checking = main.getByText(/Nous vérifions|Nous préparons/);
  await page.goto(address);
  await heading.waitFor();
  await expect.poll(() => focused(page)).toBe('La banque ne répond pas');
  await main.getByText(/Le paiement n’a pas commencé.*rien n’a été débité.*réservées jusqu’à \d+\sh\s\d\d/).waitFor();
  expect(await checking.count()).toBe(0);
  bank.mood = 'well';
  await main.getByRole('button', { name: 'Réessayer' }).click();
  const pay = main.getByRole('link', { name: /^Payer 50,00/ });
  await pay.waitFor();
  bank.mood = 'away';
  await page.reload();
  await heading.waitFor();
  await main.getByText(/Si vous n’avez pas payé, rien n’est débité/).waitFor();
  expect(await checking.count()).toBe(0);
  bank.mood = 'well';
  await main.getByRole('button', { name: 'Réessayer' }).click();
  await pay.waitFor();
  bank.mood = 'away';
  await pay.click();
  await page.waitForURL(/\/pay\//);
  await page.goto(address);
  await main.getByRole('heading', { level: 2, name: 'Nous vérifions votre paiement' }).waitFor();
  expect(faults).toEqual([]);
  bank.mood = 'well';
  await lonely.close();
  await bank.close();
});
