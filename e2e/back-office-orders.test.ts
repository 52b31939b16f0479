import type { Order } from '@og-tickets/contract/orders.ts';
import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { holdPaidOrder } from '../server/src/modules/orders/actions/hold-paid-order.ts';
import { takeBack } from '../server/src/modules/orders/actions/take-back.ts';
import { lockOrder } from '../server/src/modules/orders/sql/orders.ts';
import { failRefund } from '../server/src/modules/payments/actions/fail-refund.ts';
import { lockPayment } from '../server/src/modules/payments/sql/payments.ts';
import { withTx } from '../server/src/platform/database/database.ts';
import { isRefusal } from '../server/src/platform/http/refusal.ts';
import type { MadeAccount } from '../server/test/factory.ts';
import { ageProofs } from '../server/test/factors.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { loginAsAdmin } from '../server/test/refunds.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

let shop: TestShop;
let browser: Browser;
let first: MadeAccount;
let second: MadeAccount;
let buyer: MadeAccount;
let order: Order;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
  [first, second] = [await shop.make.account('admin'), await shop.make.account('admin')];
  buyer = await shop.make.account();
  const customer = await shop.make.login(buyer);
  order = await shop.make.pay(customer, await shop.make.order(customer, await shop.make.session(), { quantity: 3 }));
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

/** The orders' page of an admin, logged in. */
async function officeOf(admin: MadeAccount, path = '/admin/commandes'): Promise<{ page: Page; faults: string[] }> {
  const opened = await openPage(browser, desktop, [401, 403, 409]);
  await opened.page.goto(`${shop.url}${path}`);
  await logIn(opened.page, admin);
  return opened;
}

test('an order is found by its buyer’s address, and one of its tickets refunded: amount, reason, proof', async () => {
  const { page, faults } = await officeOf(first);
  await page.getByRole('heading', { level: 1, name: 'Commandes' }).waitFor();
  await page.getByLabel('Code, e-mail, nom, billet, paiement').fill(buyer.email);
  await page.keyboard.press('Enter');
  await page.getByText('par l’adresse').waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe(buyer.email);
  await page.getByRole('link', { name: order.code }).click();
  await page.getByRole('heading', { level: 1, name: `Commande ${order.code}` }).waitFor();
  expect(new URL(page.url()).searchParams.get('q')).toBe(buyer.email);
  await page.getByText('Le prestataire dit la même chose.').waitFor();

  await ageProofs(shop, first, 600);
  const open = page.getByRole('button', { name: 'Rembourser', exact: true });
  await open.click();
  const dialog = page.getByRole('dialog', { name: `Rembourser ${order.code}` });
  await page.keyboard.press('Escape');
  await expect.poll(() => open.evaluate((element) => element === document.activeElement)).toBe(true);
  await open.click();
  const boxes = dialog.getByRole('checkbox');
  await boxes.nth(1).uncheck();
  await boxes.nth(2).uncheck();
  const go = dialog.getByRole('button', { name: /^Rembourser 50,00/ });
  await go.click();
  await dialog.getByText('Écrivez un motif.').waitFor();
  await dialog.getByLabel('Motif').fill('Malade le jour même');
  await go.click();
  await page.getByLabel('Votre mot de passe').fill(first.password);
  await page.keyboard.press('Enter');
  await page.getByText('Malade le jour même').first().waitFor();
  await expect.poll(() => page.getByText('Remboursée en partie').count()).toBeGreaterThan(0);
  expect(faults).toEqual([]);
});

/** Goes on with the Tab key until something has the focus, and sees that it shows. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor();
  for (let steps = 0; steps < 120; steps += 1) {
    await page.keyboard.press('Tab');
    if (!(await target.evaluate((element) => element === document.activeElement))) continue;
    const ring = await target.evaluate((element) => Number.parseFloat(getComputedStyle(element).outlineWidth));
    expect(ring).toBeGreaterThanOrEqual(2);
    return;
  }
  throw new Error('the Tab key does not lead there');
}

test('a refund by the keyboard alone: found, opened, a reason, sent, with the focus in sight', async () => {
  const customer = await shop.make.login(buyer);
  const made = await shop.make.pay(customer, await shop.make.order(customer, await shop.make.session()));
  const { page, faults } = await officeOf(first);
  await tabTo(page, page.getByLabel('Code, e-mail, nom, billet, paiement'));
  await page.keyboard.type(made.code);
  await page.keyboard.press('Enter');
  await tabTo(page, page.getByRole('link', { name: made.code }));
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: `Commande ${made.code}` }).waitFor();
  await tabTo(page, page.getByRole('button', { name: 'Rembourser', exact: true }));
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: `Rembourser ${made.code}` });
  await tabTo(page, dialog.getByLabel('Motif'));
  await page.keyboard.type('Malade');
  await tabTo(page, dialog.getByRole('button', { name: /^Rembourser 50,00/ }));
  await page.keyboard.press('Enter');
  await expect.poll(() => page.getByText('Remboursée', { exact: true }).count()).toBeGreaterThan(0);
  expect(faults).toEqual([]);
});

test('above the amount a refund waits until another admin approves it', async () => {
  const admin = await loginAsAdmin(shop, first);
  const { body } = await admin.get<ShopSettings>('/admin/settings');
  await admin.call('PATCH', '/admin/settings', {
    body: { version: body.version, changes: { refundApprovalAboveCents: 6_000 } },
  });
  const asking = await officeOf(first, `/admin/commandes/${order.code}`);
  await asking.page.getByRole('button', { name: 'Rembourser', exact: true }).click();
  const dialog = asking.page.getByRole('dialog', { name: `Rembourser ${order.code}` });
  await dialog.getByText('une autre personne de l’administration devra approuver').waitFor();
  await dialog.getByLabel('Motif').fill('Geste commercial');
  await dialog.getByRole('button', { name: /^Demander 100,00/ }).click();
  await asking.page.getByRole('heading', { name: '1 remboursement attend une seconde personne' }).waitFor();
  await asking.page.getByText('une autre personne doit l’approuver').waitFor();
  expect(await asking.page.getByRole('button', { name: /^Approuver/ }).count()).toBe(0);

  const { page, faults } = await officeOf(second);
  await page.getByRole('button', { name: /^Approuver 100,00/ }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Approuver', exact: true }).click();
  await expect.poll(() => page.getByText('attend une seconde personne').count()).toBe(0);
  await page.goto(`${shop.url}/admin/commandes/${order.code.toLowerCase()}`);
  await expect.poll(() => page.getByText('Remboursée', { exact: true }).count()).toBeGreaterThan(0);
  expect(faults).toEqual([]);
});

/** An order all of which goes back, and whose refund the bank refuses before any job could send it. */
async function refusedRefund(): Promise<Order> {
  const customer = await shop.make.login(buyer);
  const made = await shop.make.pay(customer, await shop.make.order(customer, await shop.make.session()));
  await withTx(shop.db, async (tx) => {
    const { id } = await tx
      .selectFrom('orders.orders')
      .select('id')
      .where('code', '=', made.code)
      .executeTakeFirstOrThrow();
    const held = await holdPaidOrder(tx, await lockOrder(tx, id));
    const payment = await lockPayment(tx, made.payment.id);
    if (isRefusal(held) || payment === undefined) throw new Error('the order cannot be refunded');
    await takeBack(tx, held, new Set(made.ticketIds), { by: 'admin', accountId: first.id, reason: 'essai' });
    const { id: refundId } = await tx
      .selectFrom('payments.refunds')
      .select('id')
      .where('payment_id', '=', payment.id)
      .executeTakeFirstOrThrow();
    await failRefund(tx, shop.platform.log, payment, { refundId, amountCents: 5_000 });
  });
  return made;
}

test('a refused refund and a provider that says something else stand out', async () => {
  const { code, payment } = await refusedRefund();
  const set = (id: string | null) =>
    shop.db.updateTable('payments.payments').set({ provider_payment_id: id }).where('id', '=', payment.id).execute();
  const { provider_payment_id: charge } = await shop.db
    .selectFrom('payments.payments')
    .select('provider_payment_id')
    .where('id', '=', payment.id)
    .executeTakeFirstOrThrow();
  await set('ch_lost');
  onTestFinished(async () => void (await set(charge)));
  const { page } = await officeOf(first, `/admin/commandes/${code}`);
  await page.getByRole('heading', { name: '1 remboursement refusé par la banque' }).waitFor();
  await page.getByText('Le prestataire dit autre chose').waitFor();
  await set(charge);
  await page.getByRole('button', { name: 'Redemander à la banque' }).first().click();
  await expect.poll(() => page.getByText('refusé par la banque').count()).toBe(0);
  await page.getByLabel('Code, e-mail, nom, billet, paiement').fill('Personne Inconnue');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Aucune commande ne correspond' }).waitFor();
});
