import { AxeBuilder } from '@axe-core/playwright';
import type { Profile } from '@og-tickets/contract/profile.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { mailsOf } from '../server/test/mails.ts';
import { desktop, launchBrowser, openPage, phone } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

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

const password = 'le chat dort sur le toit';

async function linkIn(email: string, count: number, page: string): Promise<string> {
  const pattern = new RegExp(`http\\S+/${page}#token=\\S+`);
  // Other mails may come first, such as that of a new login.
  return shop.make.until(async () => {
    const links = (await mailsOf(shop, email, count)).flatMap(({ text }) => pattern.exec(text)?.[0] ?? []);
    return links.at(-1) ?? null;
  }, `a link to ${page} for ${email}`);
}

async function heading(page: Page, name: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name }).waitFor();
}

async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).analyze();
  expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([]);
}

test('somebody registers, is told to activate when they log in, asks for the mail again, activates and logs in', async () => {
  const { page, faults } = await openPage(browser, desktop, [401, 403]);
  const email = 'camille@example.org';
  await page.goto(`${shop.url}/inscription`);
  await page.getByLabel('Prénom').fill('Camille');
  await page.getByLabel('Nom', { exact: true }).fill('Roy');
  await page.getByLabel('Adresse e-mail').fill(email);
  const field = page.getByLabel('Mot de passe', { exact: true });
  await field.fill('trop court');
  await page.getByText(/Encore 2\u00a0caractères/).waitFor();
  await field.fill(password);
  await page.getByText(/Très bonne longueur/).waitFor();
  await page.getByRole('button', { name: 'Afficher le mot de passe' }).click();
  expect(await field.getAttribute('type')).toBe('text');
  await page.getByLabel(/conditions de vente/).check();
  await page.getByRole('button', { name: 'Créer mon compte' }).click();
  await heading(page, 'Vérifiez votre boîte aux lettres');
  await expectAccessible(page);
  const first = await linkIn(email, 1, 'activation');
  await page.goto(`${shop.url}/connexion`);
  await logIn(page, { email, password });
  await page
    .getByText(/inscription n’est pas encore confirmée/)
    .first()
    .waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Renvoyer le courriel' }).click();
  await page
    .getByText(/le courriel arrive dans la minute/)
    .first()
    .waitFor();
  const second = await linkIn(email, 2, 'activation');
  await page.goto(first);
  await page.getByRole('button', { name: 'Activer mon compte' }).click();
  await heading(page, 'Ce lien n’est plus valable');
  await page.goto(second);
  await page.reload();
  await page.getByRole('button', { name: 'Activer mon compte' }).click();
  await heading(page, 'Votre compte est actif');
  await page.getByRole('link', { name: 'Se connecter' }).last().click();
  await logIn(page, { email, password });
  await heading(page, 'Mes billets');
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
}, 60_000);

test('a forgotten password is replaced on a phone, by the keyboard alone; a browser that was logged in is out', async () => {
  const account = await shop.make.account();
  const other = await openPage(browser, desktop, [401]);
  await other.page.goto(`${shop.url}/connexion`);
  await logIn(other.page, account);
  await heading(other.page, 'Mes billets');

  const { page, faults } = await openPage(browser, phone, [401]);
  await page.goto(`${shop.url}/connexion`);
  await page.getByRole('link', { name: 'Mot de passe oublié' }).focus();
  await page.keyboard.press('Enter');
  await heading(page, 'Mot de passe oublié');
  await expectAccessible(page);
  await page.getByLabel('Adresse e-mail').fill('pas une adresse');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { level: 2, name: /corriger/ }).waitFor();
  await page.getByLabel('Adresse e-mail').fill(account.email);
  await page.keyboard.press('Enter');
  await heading(page, 'Vérifiez votre boîte aux lettres');
  expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('H1');
  const link = await linkIn(account.email, 1, 'mot-de-passe');
  await page.goto(link);
  await heading(page, 'Choisir un nouveau mot de passe');
  await expectAccessible(page);
  await page.getByLabel('Nouveau mot de passe').fill('Motdepasse123!');
  await page.keyboard.press('Enter');
  await page
    .getByText(/mot de passe est trop/)
    .first()
    .waitFor();
  await page.getByLabel('Nouveau mot de passe').fill(password);
  await page.keyboard.press('Enter');
  await heading(page, 'Votre mot de passe a changé');
  await page.getByRole('link', { name: 'Se connecter' }).last().click();
  await logIn(page, { email: account.email, password });
  await heading(page, 'Mes billets');
  await page.goto(link);
  await page.reload();
  await page.getByLabel('Nouveau mot de passe').fill(password);
  await page.keyboard.press('Enter');
  await heading(page, 'Ce lien n’est plus valable');
  await other.page.reload();
  await heading(other.page, 'Se connecter');
  expect(faults.filter((fault) => !fault.includes('422'))).toEqual([]);
}, 60_000);

test('open logins are listed and another one is ended, then all', async () => {
  const account = await shop.make.account();
  const away = await shop.make.login(account);
  const { page, faults } = await openPage(browser, desktop, [401]);
  await page.goto(`${shop.url}/connexions`);
  await logIn(page, account);
  await heading(page, 'Mes connexions');
  const rows = page.getByRole('list', { name: 'Connexions ouvertes' }).getByRole('listitem');
  await rows.nth(1).waitFor();
  expect(await rows.count()).toBe(2);
  await page.getByText('Cet appareil').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Déconnecter Appareil inconnu' }).click();
  await rows.nth(1).waitFor({ state: 'detached' });
  expect((await away.post('/auth/refresh')).status).toBe(401);
  await page.getByRole('button', { name: 'Tout déconnecter' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Tout déconnecter' }).click();
  await page.getByRole('link', { name: 'Se connecter' }).first().waitFor();
  await page.goto(`${shop.url}/connexions`);
  await heading(page, 'Se connecter');
  expect(faults).toEqual([]);
}, 60_000);

test('the profile asks before changes are lost and tells what another tab changed; the address changes on both sides', async () => {
  const account = await shop.make.account();
  const { page, faults } = await openPage(browser, desktop, [401, 409]);
  await page.goto(`${shop.url}/profil`);
  await logIn(page, account);
  await heading(page, 'Mon profil');
  await expectAccessible(page);
  const firstName = page.getByLabel('Prénom');
  await firstName.fill('Anaïs');
  await page.getByRole('contentinfo').getByRole('link', { name: 'Mes commandes' }).click();
  const guard = page.getByRole('dialog', { name: /Quitter sans enregistrer/ });
  await guard.waitFor();
  await guard.getByRole('button', { name: 'Rester sur la page' }).click();
  expect(await firstName.inputValue()).toBe('Anaïs');

  const elsewhere = await shop.make.login(account);
  await elsewhere.call('PATCH', '/me', { body: { version: 1, lastName: 'Durand' } });
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await page
    .getByText(/Ana Durand/)
    .first()
    .waitFor();
  expect(await firstName.inputValue()).toBe('Anaïs');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await shop.make.until(async () => {
    const { body } = await elsewhere.get<Profile>('/me');
    return body.version === 3 ? body : null;
  }, 'the profile is saved over what the other tab wrote');
  expect((await elsewhere.get('/me')).body).toMatchObject({ firstName: 'Anaïs', lastName: 'Durand' });
  await page.getByText('Votre profil a changé entre-temps').waitFor({ state: 'detached' });

  const newEmail = `new-${account.email}`;
  await page.getByLabel('Nouvelle adresse e-mail').fill(newEmail);
  await page.getByRole('contentinfo').getByRole('link', { name: 'Mes commandes' }).click();
  await guard.getByRole('button', { name: 'Rester sur la page' }).click();
  await guard.waitFor({ state: 'hidden' });
  await page.getByLabel('Votre mot de passe actuel').fill('ce n’est pas lui');
  await page.getByRole('button', { name: 'Changer d’adresse' }).click();
  await page
    .getByText(/n’est pas le bon/)
    .first()
    .waitFor();
  await page.getByLabel('Votre mot de passe actuel').fill(account.password);
  await page.getByRole('button', { name: 'Changer d’adresse' }).click();
  await page.getByText(`Changement en cours vers ${newEmail}.`).waitFor();
  for (const [to, outcome] of [
    [account.email, 'C’est confirmé de ce côté'],
    [newEmail, 'Votre adresse a changé'],
  ] as const) {
    await page.goto(await linkIn(to, 1, 'adresse'));
    await page.reload();
    await page.getByRole('button', { name: 'Confirmer le changement' }).click();
    await heading(page, outcome);
  }
  await page.getByRole('link', { name: 'Voir mon profil' }).click();
  await page.getByText(`Votre adresse est ${newEmail}.`).waitFor();
  expect(faults.filter((fault) => !fault.includes('403'))).toEqual([]);
}, 60_000);
