import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeAccount } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { mailsOf } from '../server/test/mails.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

let shop: TestShop;
let browser: Browser;
let admin: MadeAccount;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
  admin = await shop.make.account('admin');
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

const password = 'une phrase que personne ne devine';
const email = 'zoe.roux@example.org';

test('who is invited opens the mail, chooses a password and works for the shop', async () => {
  const { page, faults } = await openPage(browser, desktop, [401]);
  await page.goto(`${shop.url}/admin/personnes`);
  await logIn(page, admin);
  await page.getByRole('button', { name: 'Inviter quelqu’un' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Prénom').fill('Zoé');
  await dialog.getByLabel('Nom', { exact: true }).fill('Roux');
  await dialog.getByLabel('Adresse e-mail').fill(email);
  await dialog.getByRole('button', { name: 'Envoyer l’invitation' }).click();
  const waiting = page.getByRole('table', { name: 'Invitations' });
  await waiting.getByText(email).waitFor();
  const [mail] = await mailsOf(shop, email, 1);
  const link = /https?:\S+\/invitation#token=[\w-]+/.exec(mail?.text ?? '')?.[0] ?? '';

  const invited = await openPage(browser, desktop, [401, 403, 422]);
  await invited.page.goto(link);
  await invited.page.getByLabel('Mot de passe', { exact: true }).fill('motdepasse123');
  await invited.page.getByRole('button', { name: 'Accepter l’invitation' }).click();
  await invited.page.getByText('Ce mot de passe est trop courant').first().waitFor();
  await invited.page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await invited.page.getByRole('button', { name: 'Accepter l’invitation' }).click();
  await invited.page.getByRole('heading', { name: 'Bienvenue dans l’équipe' }).waitFor();
  await invited.page.goto(`${shop.url}/controle`);
  await logIn(invited.page, { email, password });
  await invited.page.getByRole('heading', { level: 1 }).first().waitFor();
  await invited.page.goto(link);
  await invited.page.getByLabel('Mot de passe', { exact: true }).fill(password);
  await invited.page.getByRole('button', { name: 'Accepter l’invitation' }).click();
  await invited.page.getByRole('heading', { name: 'Cette invitation n’est plus valable' }).waitFor();

  await page.reload();
  await page.getByText('Aucune invitation en attente.').waitFor();
  const team = page.getByRole('table', { name: 'Équipe' });
  expect(await team.getByRole('row').filter({ hasText: email }).textContent()).toContain('Contrôle');
  expect(faults).toEqual([]);
}, 60_000);

test('who is disabled is refused at the next call; nobody disables themselves', async () => {
  const customer = await shop.make.account();
  const theirs = await shop.make.login(customer);
  const { page } = await openPage(browser, desktop, [401, 403, 409]);
  await page.goto(`${shop.url}/admin/personnes`);
  await logIn(page, admin);
  const find = async (typed: string): Promise<void> => {
    await page.getByLabel('Adresse e-mail, code de commande').fill(typed);
    await page.getByRole('button', { name: 'Chercher', exact: true }).click();
  };
  await find('nobody@example.org');
  await page.getByRole('heading', { name: 'Aucun compte ne correspond' }).waitFor();
  const found = page.getByRole('table', { name: 'Comptes trouvés' });
  const dialog = page.getByRole('dialog');
  const disable = async (): Promise<void> => {
    await found.getByRole('button', { name: /Ouvrir le compte/ }).click();
    await dialog.getByRole('button', { name: 'Désactiver le compte' }).click();
    await dialog.getByRole('button', { name: 'Désactiver le compte' }).click();
    await dialog.getByText('Écrivez le motif.').waitFor();
    await dialog.getByLabel('Motif').fill('Fraude');
    await dialog.getByRole('button', { name: 'Désactiver le compte' }).click();
  };
  await find(customer.email);
  await found.getByText(customer.email).waitFor();
  await disable();
  await dialog.getByRole('button', { name: 'Réactiver le compte' }).waitFor();
  await expect.poll(async () => (await theirs.get('/me')).status).toBe(401);
  await dialog.getByRole('button', { name: 'Fermer', exact: true }).click();
  await find(admin.email);
  await found.getByText(admin.email).waitFor();
  await disable();
  await dialog.getByText('C’est votre propre compte').waitFor();
}, 60_000);
