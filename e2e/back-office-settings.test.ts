import type { ShopSettings } from '@og-tickets/contract/settings.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeAccount } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { loginAsAdmin } from '../server/test/refunds.ts';
import { smallPng } from '../server/test/small-png.ts';
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

test('name, colour and announcement reach the shop; two admins learn of one another', async () => {
  const { page, faults } = await openPage(browser, desktop, [401, 403, 409]);
  await page.goto(`${shop.url}/admin/reglages`);
  await logIn(page, admin);
  const save = page.getByRole('button', { name: 'Enregistrer', exact: true });
  await page.getByLabel('Couleur des boutons').fill('#ffdd00');
  await page.getByText('Trop faible').first().waitFor();
  await page.getByLabel('Couleur des boutons').fill('#8a1538');
  await page.getByText('Lisible.').waitFor();
  await page.getByLabel('Nom de la boutique').fill('Jeux du Nord');
  await save.click();
  await page.getByText('Les réglages sont enregistrés.').first().waitFor();

  const other = await loginAsAdmin(shop);
  const { version } = (await other.get<ShopSettings>('/admin/settings')).body;
  await other.call('PATCH', '/admin/settings', { body: { version, changes: { mailSenderName: 'Le guichet' } } });
  await page.getByLabel('Adresse de contact').fill('bonjour@example.org');
  await save.click();
  await page.getByText('Nom de l’expéditeur des courriels\u202f: maintenant «\u202fLe guichet\u202f»').waitFor();
  await page.getByRole('button', { name: 'Enregistrer mes changements par-dessus' }).click();
  const set = async () => (await other.get<ShopSettings>('/admin/settings')).body;
  await expect.poll(set).toMatchObject({
    shopName: 'Jeux du Nord',
    contactEmail: 'bonjour@example.org',
    mailSenderName: 'Le guichet',
    colour: '#8a1538',
  });

  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Choisir un PNG' }).click();
  await (await chooser).setFiles({ name: 'logo.png', mimeType: 'image/png', buffer: smallPng });
  await page.getByText('Logo actuel').waitFor();

  await page.getByLabel('Texte français').fill('Portes à 18 h');
  await page.getByRole('button', { name: 'Publier l’annonce' }).click();
  await page.getByText('Écrivez l’annonce dans les deux langues.').waitFor();
  await page.getByLabel('Texte anglais').fill('Doors at 6 pm');
  await page.getByRole('button', { name: 'Publier l’annonce' }).click();
  await page.getByRole('button', { name: 'Retirer l’annonce' }).waitFor();

  const guest = await openPage(browser, desktop);
  await guest.page.goto(`${shop.url}/epreuves`);
  await guest.page.getByText('Portes à 18 h').waitFor();
  await expect.poll(() => guest.page.title()).toContain('· Jeux du Nord');
  expect(await guest.page.getByRole('banner').textContent()).toContain('Jeux du Nord');
  const logo = guest.page.getByRole('banner').locator('img');
  await expect.poll(() => logo.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(8);
  const cobalt = () => getComputedStyle(document.documentElement).getPropertyValue('--cobalt');
  await expect.poll(() => guest.page.evaluate(cobalt)).toBe('#8a1538');
  expect([faults, guest.faults]).toEqual([[], []]);
}, 60_000);

test('an admin sees what the legal pages lack; visitors read what was set', async () => {
  const { page, faults } = await openPage(browser, desktop, [401, 403]);
  await page.goto(`${shop.url}/admin/reglages`);
  await logIn(page, admin);
  await page.getByLabel('Entité juridique').fill('Association Exemple');
  await page.getByLabel('Téléphone').fill('03 00 00 00 00');
  await page.getByRole('button', { name: 'Enregistrer', exact: true }).click();
  await page.getByText('Les réglages sont enregistrés.').first().waitFor();
  await page.goto(`${shop.url}/mentions-legales`);
  await page.getByText('Mentions à compléter').waitFor();
  await page.getByText(/Il manque\s: .*hébergeur/).waitFor();
  expect(await page.getByRole('main').textContent()).toContain('[à compléter dans Réglages]');

  const guest = await openPage(browser, desktop);
  await guest.page.goto(`${shop.url}/mentions-legales`);
  const main = guest.page.getByRole('main');
  await main.getByText('Association Exemple').waitFor();
  expect(await main.textContent()).toMatch(/Téléphone\s: 03 00 00 00 00/);
  expect(await main.textContent()).toContain('Cette boutique est une démonstration');
  expect(await main.textContent()).not.toMatch(/Mentions à compléter|[{}[\]]/);
  expect([faults, guest.faults]).toEqual([[], []]);
}, 60_000);

test('the sale is closed after a question and opened again', async () => {
  const { page, faults } = await openPage(browser, desktop, [401, 403]);
  await page.goto(`${shop.url}/admin/reglages`);
  await logIn(page, admin);
  await page.getByRole('button', { name: 'Fermer la vente' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Les commandes déjà passées peuvent encore être payées').waitFor();
  await dialog.getByLabel('Texte français').fill('Retour à 14 h');
  await dialog.getByLabel('Texte anglais').fill('Back at 2 pm');
  await dialog.getByRole('button', { name: 'Fermer la vente' }).click();
  await page.getByText('La vente est fermée depuis le').waitFor();

  const session = await shop.make.session();
  const wish = { session: session.code, category: 'A', offer: 'solo', quantity: 1 };
  const hold = async () => (await shop.client().post<{ code: string }>('/cart/lines', wish)).body.code;
  await expect.poll(hold).toBe('sale_closed');
  const guest = await openPage(browser, desktop);
  await guest.page.goto(`${shop.url}/epreuves`);
  await guest.page.getByText('La vente est fermée pour l’instant').waitFor();
  await guest.page.getByText('Retour à 14 h').waitFor();

  await page.getByRole('button', { name: 'Rouvrir la vente' }).click();
  await page.getByText('La vente est ouverte.').first().waitFor();
  expect([faults, guest.faults]).toEqual([[], []]);
}, 60_000);

test('an admin writes the words of a mail, sees it as it will arrive, and goes back to the usual ones', async () => {
  const { page, faults } = await openPage(browser, desktop, [401, 403, 409]);
  await page.goto(`${shop.url}/admin/reglages`);
  await logIn(page, admin);
  const section = page.getByRole('region', { name: 'Textes des courriels' });
  await section.getByLabel('Courriel').selectOption({ label: 'Activation du compte' });
  const opening = section.getByRole('group', { name: 'En français' }).getByLabel('Début');
  await opening.fill('Bienvenue, {nom} !');
  await section.getByRole('button', { name: 'Aperçu en français' }).click();
  await section.getByText('Ce courriel ne connaît pas «\u202f{nom}\u202f».').waitFor();
  await opening.fill('Bienvenue chez {shop} <b>!</b>');
  await section.getByRole('button', { name: 'Aperçu en français' }).click();
  const frame = section.frameLocator('iframe');
  await frame.getByText('<b>!</b>').waitFor();
  const link = frame.getByRole('link', { name: 'Activer mon compte' });
  expect(await link.evaluate((element) => getComputedStyle(element).fontWeight)).toBe('700');
  await section.getByRole('button', { name: 'Texte seul' }).click();
  await section.getByText('Activer mon compte').waitFor();
  await section.getByRole('button', { name: 'Enregistrer les textes' }).click();
  await section.getByText('Les textes sont enregistrés.').first().waitFor();
  await section.getByText('Textes de la boutique').waitFor();

  await section.getByRole('button', { name: 'Revenir aux textes d’origine' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Revenir aux textes d’origine' }).click();
  await section.getByText('Textes d’origine', { exact: true }).waitFor();
  await expect.poll(() => opening.inputValue()).toContain('presque prêt');
  expect(faults).toEqual([]);
}, 60_000);
