import type { Order } from '@og-tickets/contract/orders.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { StripeStandIn } from '../server/test/stripe-stand-in.ts';
import { desktop, launchBrowser, openPage, phone } from './support/browser.ts';
import { logIn } from './support/log-in.ts';
import { routeStripe } from './support/stripe-in-browser.ts';

// The payment page with Stripe. Stripe's own scripts cannot be had here: support/stripe-in-browser.ts plays them.

const standIn = new StripeStandIn();
let shop: TestShop;
let browser: Browser;

beforeAll(async () => {
  await standIn.start();
  shop = await startTestShop({ environment: standIn.environment() });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
  await standIn.close();
});

/** The worker's own requests would pass by the routes of the test. */
const noWorker = { serviceWorkers: 'block' } as const;

async function orderFor(account: { id: string; email: string; password: string }): Promise<Order> {
  return shop.make.order(await shop.make.login(account), await shop.make.session({ title: 'Match 19' }), {
    offer: 'duo',
  });
}

async function openPayment(options: typeof desktop | typeof phone = desktop) {
  const account = await shop.make.account();
  const order = await orderFor(account);
  const opened = await openPage(browser, { ...options, ...noWorker }, [401]);
  const stripe = await routeStripe(opened.page, standIn);
  await opened.page.goto(`${shop.url}${order.payment.payUrl}`);
  await logIn(opened.page, account);
  await cardField(opened.page).waitFor();
  return { ...opened, order, stripe };
}

function cardField(page: Page) {
  return page.frameLocator('iframe[src*="elements-inner"]').getByLabel('Numéro de carte');
}

async function payWith(page: Page, card: string): Promise<void> {
  await cardField(page).fill(card);
  await page.getByRole('button', { name: /Payer 90,00/ }).click();
}

function confirmed(page: Page) {
  return page.getByRole('heading', { level: 1, name: /confirmée|préparons/ });
}

test('a declined card says why and takes nothing; the next one pays, pressed twice, once', async () => {
  const { page, faults, order } = await openPayment();
  await payWith(page, '4000 0000 0000 9995');
  await page.getByText('La provision de cette carte ne suffit pas.').first().waitFor();
  await page.getByText('Rien n’a été débité.').first().waitFor();
  await cardField(page).fill('4242 4242 4242 4242');
  const button = page.getByRole('button', { name: /Payer 90,00/ });
  await button.dblclick();
  await confirmed(page).waitFor();
  expect(standIn.intentOf(order.payment).status).toBe('succeeded');
  expect(standIn.eventsOf(standIn.intentOf(order.payment).id, 'payment_intent.succeeded')).toHaveLength(1);
  expect(faults).toEqual([]);
});

test('3-D Secure on a phone: refused, left half-way by a reload, then confirmed', async () => {
  const { page, faults, order } = await openPayment(phone);
  const dialogue = page.frameLocator('iframe[src*="hooks.stripe.com"]');
  await payWith(page, '4000 0025 0000 3155');
  await dialogue.getByRole('button', { name: 'Refuser' }).click();
  await page.getByText('Réessayez').first().waitFor();
  expect(standIn.intentOf(order.payment).status).toBe('requires_payment_method');
  await payWith(page, '4000 0025 0000 3155');
  await dialogue.getByRole('button', { name: 'Confirmer' }).waitFor();
  await page.reload();
  await page.getByText('Votre banque attend votre confirmation').waitFor();
  await payWith(page, '4000 0025 0000 3155');
  await dialogue.getByRole('button', { name: 'Confirmer' }).click();
  await confirmed(page).waitFor();
  expect(faults).toEqual([]);
});

test('an empty form asks Stripe for nothing', async () => {
  const { page, stripe, faults } = await openPayment();
  await page.getByRole('button', { name: /Payer 90,00/ }).click();
  await page.waitForTimeout(300);
  expect(stripe.asked.filter((call) => call.startsWith('api.'))).toEqual([]);
  expect(faults).toEqual([]);
});

test('from inside the application the payment page is loaded as a document of its own; leaving it leaves Stripe behind', async () => {
  const account = await shop.make.account();
  const session = await shop.make.session({ title: 'Match 20' });
  const { page, faults } = await openPage(browser, { ...desktop, ...noWorker }, [401]);
  const { asked } = await routeStripe(page, standIn);
  await page.goto(`${shop.url}/connexion`);
  await logIn(page, account);
  await page.waitForURL((url) => url.pathname !== '/connexion');
  const order = await shop.make.order(await shop.make.login(account), session, { offer: 'duo' });
  // Inside the application: the link of an order that waits for its payment.
  await page.goto(`${shop.url}/confirmation/${order.code}`);
  await page.evaluate(() => Object.assign(window, { sameDocument: true }));
  await page.getByRole('link', { name: /Payer/ }).first().click();
  await cardField(page).waitFor();
  expect(await page.evaluate(() => 'sameDocument' in window)).toBe(false);
  expect(new URL(page.url()).pathname).toBe(order.payment.payUrl);
  expect(asked).toContain('js.stripe.com/endive/stripe.js');

  await payWith(page, '4242 4242 4242 4242');
  await confirmed(page).waitFor();
  expect(await page.evaluate(() => 'Stripe' in window)).toBe(false);
  const blocked = await page.evaluate(
    () =>
      new Promise((resolve) => {
        document.addEventListener('securitypolicyviolation', (event) => resolve(event.effectiveDirective));
        const script = document.createElement('script');
        script.src = 'https://js.stripe.com/endive/stripe.js';
        document.head.append(script);
      }),
  );
  expect(blocked).toBe('script-src-elem');
  expect(faults.filter((fault) => !fault.includes('js.stripe.com'))).toEqual([]);
});

test('the fields follow the language and the darkness of the page', async () => {
  const { page, faults } = await openPayment();
  const body = page.frameLocator('iframe[src*="elements-inner"]').locator('body');
  const look = () =>
    body.evaluate((element) => [getComputedStyle(element).backgroundColor, document.documentElement.lang]);
  await expect.poll(look).toEqual(['rgb(255, 255, 255)', 'fr']);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expect.poll(look).toEqual(['rgb(25, 28, 35)', 'fr']);
  await page
    .getByRole('button', { name: /English|EN/ })
    .first()
    .click();
  await expect.poll(look).toEqual(['rgb(25, 28, 35)', 'en']);
  await page.getByRole('button', { name: /Pay .*90/ }).waitFor();
  expect(faults).toEqual([]);
});

test('where Stripe is blocked the page says so, and nothing was taken; trying again helps', async () => {
  const account = await shop.make.account();
  const order = await orderFor(account);
  const { page } = await openPage(browser, { ...desktop, ...noWorker }, [401]);
  await page.route('https://js.stripe.com/**', (route) => route.abort());
  await page.goto(`${shop.url}${order.payment.payUrl}`);
  await logIn(page, account);
  await page.getByText('Le formulaire de carte n’a pas pu s’afficher.').waitFor();
  await page.getByText('Rien n’a été débité.').waitFor();
  await page.unroute('https://js.stripe.com/**');
  await routeStripe(page, standIn);
  await page.getByRole('button', { name: 'Réessayer' }).click();
  await payWith(page, '4242 4242 4242 4242');
  await confirmed(page).waitFor();
});
