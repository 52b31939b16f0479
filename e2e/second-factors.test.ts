import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeAccount } from '../server/test/factory.ts';
import { ageProofs, CodeApp, enrolTotp, forgetUsedCodes } from '../server/test/factors.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

let shop: TestShop;
let browser: Browser;

beforeAll(async () => {
  // Browsers make passkeys for names, not for addresses such as 127.0.0.1.
  shop = await startTestShop({ environment: { HOST: 'localhost' } });
  browser = await launchBrowser();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

/** An authenticator inside the browser that says yes: a phone's fingerprint reader, say. */
async function plugInAuthenticator(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
}

/** A page of somebody who is logged in and looks at their second factors. */
async function openSecurity(account: MadeAccount, expected: readonly number[] = []) {
  const opened = await openPage(browser, desktop, [401, ...expected]);
  await opened.page.goto(`${shop.url}/securite`);
  await logIn(opened.page, account);
  await opened.page.getByRole('heading', { level: 1, name: 'Sécurité' }).waitFor();
  return opened;
}

async function logOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Se déconnecter' }).click();
  await page.getByRole('link', { name: 'Se connecter' }).first().waitFor();
}

test('an app is added with its text key, its codes are asked for at the next login, and recovery codes are shown once', async () => {
  const account = await shop.make.account();
  const { page, faults } = await openSecurity(account, [422]);
  await page.getByRole('button', { name: 'Ajouter une application' }).click();
  await page.getByRole('img', { name: /Code QR/ }).waitFor();
  const key = await page.locator('.code.select-all').textContent();
  const app = new CodeApp((key ?? '').replaceAll(' ', ''));
  await page.getByLabel('Code affiché par l’application').fill(app.code(-20));
  await page.keyboard.press('Enter');
  await page.getByText('Ce code n’est pas le bon').first().waitFor();
  await page.getByLabel('Code affiché par l’application').fill(app.code());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Gardez ces codes maintenant' }).waitFor();
  const codes = await page.getByRole('list', { name: 'Vos codes de secours' }).getByRole('listitem').allTextContents();
  expect(codes).toHaveLength(10);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Télécharger' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('codes-de-secours-og-tickets.txt');
  await page.getByRole('main').getByRole('link', { name: 'Mon profil' }).click();
  const leaving = page.getByRole('dialog', { name: /Partir sans garder ces codes/ });
  await leaving.getByRole('button', { name: 'Rester sur la page' }).click();
  await leaving.waitFor({ state: 'hidden' });
  expect(new URL(page.url()).pathname).toBe('/securite');
  await page.getByRole('button', { name: 'Je les ai gardés' }).click();
  await page.getByText('Il vous reste 10 codes.').waitFor();
  await page.reload();
  await page.getByText('Il vous reste 10 codes.').waitFor();
  expect(await page.getByText(codes[0] ?? '').count()).toBe(0);

  await forgetUsedCodes(shop, account);
  await logOut(page);
  await page.goto(`${shop.url}/connexion`);
  await logIn(page, account);
  await page.getByRole('heading', { name: 'Deuxième étape' }).waitFor();
  await page.getByLabel('Code à 6 chiffres').fill(app.code());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Mes billets' }).waitFor();

  await logOut(page);
  await page.goto(`${shop.url}/connexion`);
  await logIn(page, account);
  await page.getByRole('button', { name: 'Utiliser un code de secours' }).click();
  await page.getByLabel('Code de secours').fill(codes[0] ?? '');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Mes billets' }).waitFor();
  expect(faults).toEqual([]);
});

test('a passkey is added, is the second step of a login, and logs in alone', async () => {
  const account = await shop.make.account();
  const { page, faults } = await openSecurity(account);
  await plugInAuthenticator(page);
  await page.getByLabel('Nom de la nouvelle clé').fill('Mon portable');
  await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
  await page.getByRole('heading', { name: 'Gardez ces codes maintenant' }).waitFor();
  await page.getByRole('button', { name: 'Je les ai gardés' }).click();
  await page.getByText('Mon portable', { exact: true }).waitFor();
  const rename = page.getByRole('button', { name: 'Renommer la clé Mon portable' });
  for (const giveUp of [
    () => page.keyboard.press('Escape'),
    () => page.getByRole('button', { name: 'Annuler' }).click(),
  ]) {
    await rename.click();
    await page.getByLabel('Nouveau nom').fill('Autre');
    await giveUp();
    await page.getByLabel('Nouveau nom').waitFor({ state: 'detached' });
    expect(await rename.evaluate((button) => button === document.activeElement)).toBe(true);
  }
  await rename.click();
  await page.getByLabel('Nouveau nom').fill('Ordinateur');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Retirer la clé Ordinateur' }).waitFor();

  await logOut(page);
  await page.goto(`${shop.url}/connexion`);
  await logIn(page, account);
  await page.getByRole('button', { name: 'Utiliser ma clé d’accès' }).click();
  await page.getByRole('heading', { level: 1, name: 'Mes billets' }).waitFor();

  // At the checkout, with places in the cart of a guest: both they and what was typed stay.
  await logOut(page);
  const session = await shop.make.session({ title: 'Finale' });
  await page.goto(`${shop.url}/epreuves/${session.code}`);
  await page.getByRole('button', { name: 'Réserver' }).click();
  await page.getByText('Vos places sont réservées').waitFor();
  await page.goto(`${shop.url}/commande`);
  await page.getByLabel('Adresse e-mail').fill('quelqu.un@example.org');
  await page.reload();
  expect(await page.getByLabel('Adresse e-mail').inputValue()).toBe('quelqu.un@example.org');
  await page.getByRole('button', { name: 'Se connecter avec une clé d’accès' }).click();
  await page.getByRole('button', { name: 'Commander avec obligation de paiement' }).waitFor();
  await page.getByText('Finale').first().waitFor();
  await page.getByText(/Places réservées jusqu’à/).waitFor();
  await page.goto(`${shop.url}/securite`);
  await page.getByText(/utilisée le/).waitFor();
  await page.getByRole('button', { name: 'Retirer la clé Ordinateur' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Retirer', exact: true }).click();
  await page.getByText('Aucune clé d’accès.').waitFor();
  expect(faults).toEqual([]);
});

test('what is sensitive asks again who is there: given up nothing is lost, proved it goes on by itself', async () => {
  const account = await shop.make.account();
  const { app } = await enrolTotp(await shop.make.login(account));
  await forgetUsedCodes(shop, account);
  const { page, faults } = await openPage(browser, desktop, [401, 403, 422]);
  await page.goto(`${shop.url}/securite`);
  await logIn(page, account);
  await page.getByLabel('Code à 6 chiffres').fill(app.code());
  await page.keyboard.press('Enter');
  await page.getByText('Il vous reste 10 codes.').waitFor();
  await ageProofs(shop, account, 301);
  await forgetUsedCodes(shop, account);

  await page.getByRole('button', { name: 'Faire de nouveaux codes' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Faire de nouveaux codes' }).click();
  const question = page.getByRole('dialog', { name: 'Confirmez que c’est bien vous' });
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'detached' });
  await page.getByRole('dialog').getByText('Confirmez que c’est bien vous, puis recommencez cette action.').waitFor();
  expect(await codesOf(account)).toBe(10);

  await page.getByRole('dialog').getByRole('button', { name: 'Faire de nouveaux codes' }).click();
  await question.getByLabel('Code à 6 chiffres').fill(app.code(-20));
  await page.keyboard.press('Enter');
  await question.getByText('Ce code n’est pas le bon').first().waitFor();
  await question.getByLabel('Code à 6 chiffres').fill(app.code());
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Gardez ces codes maintenant' }).waitFor();
  expect(faults).toEqual([]);
});

async function codesOf(account: MadeAccount): Promise<number> {
  const left = await shop.db
    .selectFrom('accounts.recovery_codes')
    .select('code_hash')
    .where('account_id', '=', account.id)
    .where('used_at', 'is', null)
    .execute();
  return left.length;
}

test('staff without a second factor is led to getting one; a demo says loudly that it goes without', async () => {
  const admin = await shop.make.account('admin');
  const demo = await openPage(browser, desktop, [401]);
  await demo.page.goto(`${shop.url}/connexion`);
  await logIn(demo.page, admin);
  await demo.page.getByText('Démonstration sans double authentification').waitFor();
  shop.platform.config.demo = false;
  try {
    const { page } = await openPage(browser, desktop, [401, 403]);
    await page.goto(`${shop.url}/commandes`);
    await logIn(page, admin);
    await page.getByText('Ajoutez une double authentification').waitFor();
    await page.getByRole('heading', { level: 1, name: 'Sécurité' }).waitFor();
    await page.goto(`${shop.url}/commandes`);
    await page.getByRole('heading', { level: 1, name: 'Sécurité' }).waitFor();
    await plugInAuthenticator(page);
    await page.getByLabel('Nom de la nouvelle clé').fill('Clé');
    await page.getByRole('button', { name: 'Ajouter une clé d’accès' }).click();
    await page.getByRole('button', { name: 'Je les ai gardés' }).click();
    await page.getByText('Ajoutez une double authentification').waitFor({ state: 'detached' });
    await page.goto(`${shop.url}/commandes`);
    await page.getByRole('heading', { level: 1, name: 'Mes commandes' }).waitFor();
  } finally {
    shop.platform.config.demo = true;
  }
});
