import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../server/test/client.ts';
import { buyTicket, paperCode, scan } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { desktop, launchBrowser, openPage, phone } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

let shop: TestShop;
let browser: Browser;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  controller = await shop.make.login(await shop.make.account('controller'));
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

test('a buyer names who comes, gives the ticket away, and only its new code opens the gate', async () => {
  const session = await shop.make.session({ title: 'Match 19' });
  const giver = await shop.make.account();
  const { ticket, code } = await buyTicket(shop, session, 'duo', await shop.make.login(giver));
  const own = await openPage(browser, desktop, [401, 404]);
  await own.page.goto(`${shop.url}/billets/${ticket.id}`);
  await logIn(own.page, giver);
  await own.page.getByText('Nom du titulaire').click();
  await own.page.getByLabel(/Place 2/).fill('Bo Ek');
  await own.page.getByRole('button', { name: 'Enregistrer' }).click();
  await own.page.getByText('Ana Martín, Bo Ek').waitFor();

  await own.page.getByRole('button', { name: 'Transférer ce billet' }).click();
  await own.page.getByRole('button', { name: 'Créer le lien' }).click();
  const link = await own.page.getByLabel('Lien à envoyer').inputValue();
  expect(link).toMatch(/\/transfert#token=[\w-]{43}$/);
  await own.page.getByRole('button', { name: 'Terminé' }).click();
  await own.page.getByText('Transfert en cours').waitFor();

  const receiver = await shop.make.account();
  const other = await openPage(browser, phone, [401]);
  await other.page.goto(link);
  await other.page.getByText('Ana vous donne ce billet.').waitFor();
  await other.page.getByText('Duo, 2 places, Catégorie A').waitFor();
  expect(other.page.url()).toBe(`${shop.url}/transfert`);
  await other.page.getByRole('link', { name: 'Se connecter pour accepter' }).click();
  await logIn(other.page, receiver);
  await other.page.getByRole('button', { name: 'Accepter le billet' }).click();
  await other.page.getByRole('heading', { level: 1, name: 'Le billet est à vous' }).waitFor();
  await other.page.getByRole('link', { name: 'Voir mon billet' }).click();
  await other.page.getByRole('heading', { level: 2, name: 'Match 19' }).waitFor();
  expect(await other.page.evaluate(() => sessionStorage.getItem('og-tickets.transfer'))).toBeNull();

  await own.page.goto(`${shop.url}/billets`);
  await own.page.getByText(/Transféré à Ana/).waitFor();
  expect(await own.page.getByRole('link', { name: /Voir le billet/ }).count()).toBe(0);

  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'refused', reason: 'superseded' });
  const fresh = await paperCode(shop, ticket.id);
  expect(await scan(controller, session, fresh)).toMatchObject({ verdict: 'admitted', holder: 'Ana Martín' });
  expect(own.faults).toEqual([]);
  expect(other.faults).toEqual([]);
});

test('an open transfer is cancelled on the ticket’s page, and its link gives nothing any more', async () => {
  const session = await shop.make.session();
  const giver = await shop.make.account();
  const { ticket } = await buyTicket(shop, session, 'solo', await shop.make.login(giver));
  const own = await openPage(browser, phone, [401]);
  await own.page.goto(`${shop.url}/billets/${ticket.id}`);
  await logIn(own.page, giver);
  await own.page.getByRole('button', { name: 'Transférer ce billet' }).click();
  await own.page.getByRole('button', { name: 'Créer le lien' }).click();
  const link = await own.page.getByLabel('Lien à envoyer').inputValue();
  await own.page.getByRole('button', { name: 'Terminé' }).click();
  await own.page.getByRole('button', { name: 'Annuler le transfert' }).click();
  await own.page.getByRole('button', { name: 'Transférer ce billet' }).waitFor();
  const other = await openPage(browser, desktop, [401, 422]);
  await other.page.goto(link);
  await other.page.getByRole('heading', { level: 1, name: 'Ce lien ne donne plus de billet' }).waitFor();
  expect(own.faults).toEqual([]);
  expect(other.faults).toEqual([]);
});
