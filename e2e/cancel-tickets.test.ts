import type { Order } from '@og-tickets/contract/orders.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { paperCode, scan } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { cancellableFor, loginAsAdmin, runDone, startRun } from '../server/test/refunds.ts';
import { launchBrowser } from './support/browser.ts';
import { buyPaid, openBuyer } from './support/buyer.ts';
import { tabTo } from './support/tab-to.ts';

let shop: TestShop;
let browser: Browser;
const day = 86_400;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

async function download(page: Page, name: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).click()]);
  const chunks: Buffer[] = [];
  for await (const chunk of await file.createReadStream()) chunks.push(chunk);
  return { name: file.suggestedFilename(), bytes: Buffer.concat(chunks) };
}

/** Text of the page with plain spaces. */
async function textOf(page: Page): Promise<string> {
  return (await page.getByRole('main').innerText()).replaceAll(/\s+/g, ' ');
}

test('one of two tickets is given back by keyboard: sums first, then credit note, struck ticket, refused at the gate', async () => {
  const session = await shop.make.session({ title: 'Demi-finale' });
  await cancellableFor(shop, session, 2 * day);
  const { client, page, faults } = await openBuyer(shop, browser, '/commandes');
  const order = await buyPaid(shop, client, session, 2);
  const codes = await Promise.all(order.ticketIds.map((id) => paperCode(shop, id)));
  await page.reload();
  await page.getByLabel('Chercher par numéro de commande').fill(` ${order.code.toLowerCase()} `);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: `Commande ${order.code}` }).waitFor();
  expect(await textOf(page)).toMatch(/Payée, 100,00 €.*2 billets émis/);
  await tabTo(page, /^Annuler des billets$/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Annuler des billets' }).waitFor();
  await page.getByText('Aucun billet choisi.').waitFor();
  await tabTo(page, /Solo, catégorie A/);
  await page.keyboard.press('Space');
  await page.getByText('1 billet que vous gardez').waitFor();
  expect(await textOf(page)).toMatch(/Total rendu 50,00 €.*dont TVA 2,60 €.*1 billet que vous gardez 50,00 €/);
  await tabTo(page, /^Annuler 1\sbillet$/);
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: /Annuler 1\sbillet/ });
  await dialog.getByText(/C’est définitif/).waitFor();
  await tabTo(page, /^Annuler et recevoir 50,00/);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: '1 billet annulé' }).waitFor();
  expect(await page.evaluate(() => document.activeElement?.textContent)).toMatch(/^1\sbillet annulé$/);
  await page.getByRole('link', { name: 'Voir la commande et l’avoir' }).click();
  await page.getByText('Remboursée en partie').first().waitFor();
  await page.getByText(/Vous avez annulé 1\sbillet/).waitFor();
  await page
    .getByText(/accepté par la banque/)
    .first()
    .waitFor();
  const note = await download(page, /Télécharger le PDF\s?, Avoir/);
  expect(note.name).toMatch(/^avoir-/);
  expect(note.bytes.subarray(0, 5).toString()).toBe('%PDF-');

  const { body } = await client.get<Order>(`/orders/${order.code}`);
  const [gone, kept] = [0, 1].toSorted((a) => (body.ticketIds.includes(order.ticketIds[a] ?? '') ? 1 : -1));
  const controller = await shop.make.login(await shop.make.account('controller'));
  expect((await scan(controller, session, codes[gone ?? 0] ?? '')).verdict).toBe('refused');
  expect((await scan(controller, session, codes[kept ?? 1] ?? '')).verdict).toBe('admitted');

  await page.getByRole('link', { name: 'Voir mes billets' }).click();
  await page.getByText(/Ce billet est annulé/).waitFor();
  await page.getByText(/^Déjà scanné (à|le) .*, porte A$/).waitFor();
  const struck = page.locator('article h3.line-through');
  expect(await struck.count()).toBe(1);
  expect(faults).toEqual([]);
});

test('tickets that cannot be taken back say why, and so does the session page', async () => {
  const [late, firm] = [await shop.make.session({ title: 'Trop tard' }), await shop.make.session({ title: 'Ferme' })];
  await cancellableFor(shop, late, -60);
  const { client, page, faults } = await openBuyer(shop, browser, '/commandes');
  const order = await buyPaid(shop, client, late, 1);
  const other = await buyPaid(shop, client, firm, 1);
  await page.goto(`${shop.url}/commandes/${order.code}/annulation`);
  await page.getByText(/Le délai est passé le/).waitFor();
  expect(await page.getByRole('checkbox').count()).toBe(0);
  await page.goto(`${shop.url}/commandes/${other.code}/annulation`);
  await page.getByText(/Ni repris ni échangé/).waitFor();
  await shop.caughtUp();
  await page.goto(`${shop.url}/epreuves/${firm.code}`);
  await page.getByText('Ni repris ni échangé', { exact: true }).waitFor();
  await page.goto(`${shop.url}/epreuves/${late.code}`);
  await page.getByText(/Ni repris ni échangé\s: délai passé le/).waitFor();
  expect(faults).toEqual([]);
});

test('another amount than shown is asked about again', async () => {
  const session = await shop.make.session();
  await cancellableFor(shop, session, day);
  const { client, page, faults } = await openBuyer(shop, browser, '/commandes', { expected: [409] });
  const order = await buyPaid(shop, client, session, 2);
  await page.goto(`${shop.url}/commandes/${order.code}/annulation`);
  // As if the page were older than a change of the amount: what it was shown is less by a cent.
  await page.route('**/cancellation?*', async (route) => {
    const reply = await route.fetch();
    const preview = await reply.json();
    preview.refund.cents -= 1;
    await route.fulfill({ response: reply, json: preview });
  });
  await page.getByRole('checkbox', { name: 'Tous les billets de cette liste' }).check();
  await page.getByRole('button', { name: 'Annuler 2 billets' }).click();
  await page.getByRole('button', { name: /recevoir 99,99/ }).waitFor();
  await page.unroute('**/cancellation?*');
  await page.getByRole('button', { name: /recevoir 99,99/ }).click();
  await page
    .getByRole('dialog')
    .getByText(/100,00\s€ au lieu de 99,99\s€/)
    .waitFor();
  expect((await client.get<Order>(`/orders/${order.code}`)).body.status).toBe('paid');
  await page.getByRole('button', { name: /recevoir 100,00/ }).click();
  await page.getByRole('heading', { level: 1, name: '2 billets annulés' }).waitFor();
  expect(faults).toEqual([]);
});

test('a moved session is told on its page, with the order and with the ticket, with the choice', async () => {
  const session = await shop.make.session({ title: 'Régate' });
  await cancellableFor(shop, session, null);
  const { client, page, faults } = await openBuyer(shop, browser, '/commandes');
  const order = await buyPaid(shop, client, session, 1);
  const admin = await loginAsAdmin(shop);
  const inDays = (days: number) => new Date(Date.now() + days * day * 1_000).toISOString();
  const run = await startRun(admin, session, { kind: 'moved', newStartsAt: inDays(40), refundUntil: inDays(7) });
  await runDone(shop, admin, run.body);
  await shop.caughtUp();
  await page.goto(`${shop.url}/epreuves/${session.code}`);
  await page.getByText('Épreuve déplacée', { exact: true }).waitFor();
  expect(await textOf(page)).toMatch(/Orage/);
  await page.goto(`${shop.url}/billets/${order.ticketIds[0]}`);
  await page.getByText(/À vous de choisir/).waitFor();
  await page.goto(`${shop.url}/commandes/${order.code}`);
  await page.getByText(/Épreuve déplacée\s: Essai, Régate/).waitFor();
  await page.getByRole('link', { name: 'Rendre des billets' }).click();
  await page.getByRole('checkbox').first().check();
  await page.getByRole('button', { name: 'Annuler 1 billet' }).click();
  await page.getByRole('button', { name: /recevoir 50,00/ }).click();
  await page.getByRole('heading', { level: 1, name: '1 billet annulé' }).waitFor();
  expect(faults).toEqual([]);
});
