import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeAccount, MadeSession } from '../server/test/factory.ts';
import { buyTicket, scan } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { Scanner } from '../server/test/offline-scanner.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

let shop: TestShop;
let browser: Browser;
let admin: MadeAccount;
let session: MadeSession;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
  admin = await shop.make.account('admin');
  session = await shop.make.session();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

test('entries are followed live, gates are set, a conflict of two scanners without network is resolved', async () => {
  const controller = await shop.make.login(await shop.make.account('controller'));
  const { page, faults } = await openPage(browser, desktop, [401, 403]);
  await page.goto(`${shop.url}/admin/portes`);
  await logIn(page, admin);
  await page.getByRole('searchbox', { name: 'Chercher une épreuve' }).fill(session.code);
  await page.getByRole('link', { name: new RegExp(session.code) }).click();
  await page.getByText('En direct').waitFor();
  await page.getByText('0 sur 0 place').waitFor();

  const { code } = await buyTicket(shop, session);
  await scan(controller, session, code);
  await page.getByText('1 sur 1 place').waitFor();
  await page.getByText('1 entrée dans la dernière heure', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'En tableau' }).click();
  await page.getByRole('table', { name: 'Entrées par minute' }).waitFor();

  await page.getByLabel('Portes', { exact: true }).fill('A, B, NORD');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByRole('rowheader', { name: 'NORD' }).waitFor();

  const [left, right] = [await Scanner.enrolled(shop.db, 'Gauche'), await Scanner.enrolled(shop.db, 'Droite')];
  const bought = await buyTicket(shop, session);
  const secondsAgo = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();
  await left.scan(session, bought.code, { scannedAt: secondsAgo(2) });
  await right.scan(session, bought.code, { gate: 'B', scannedAt: secondsAgo(1) });
  await left.sync(controller);
  await right.sync(controller);
  await page.getByRole('link', { name: 'Voir les conflits' }).click();
  const conflict = page.getByRole('listitem').filter({ hasText: 'Entré plus de fois que de places' });
  const scans = conflict.getByRole('list', { name: 'Contrôles' });
  expect(await scans.textContent()).toMatch(/porte A.*Gauche.*hors ligne.*porte B.*Droite.*hors ligne/);
  await conflict.getByRole('button', { name: 'Décider' }).click();
  await page.getByRole('button', { name: 'Résoudre le conflit' }).click();
  await page.getByText('Choisissez ce qui s’est passé.').waitFor();
  await page.getByLabel('Ce qui s’est passé').selectOption('C’était la même personne');
  await page.getByRole('checkbox', { name: /porte B/ }).check();
  await page.getByLabel('Motif').fill('vu à la porte B');
  await page.getByRole('button', { name: 'Résoudre le conflit' }).click();
  await page.getByRole('heading', { name: 'Aucun conflit' }).waitFor();
  await page.getByLabel('Afficher').selectOption('Résolus');
  await page.getByText('vu à la porte B').waitFor();

  await page.goto(`${shop.url}/admin/portes/${session.code}/controles`);
  await page.getByText('annulé par un superviseur').waitFor();
  expect(faults).toEqual([]);
});

test('a scanner is prepared with a link that is shown once, a controller is posted, the scanner is revoked', async () => {
  const posted = await shop.make.account('controller', { posted: false });
  const { page, faults } = await openPage(browser, desktop, [401, 403]);
  await page.goto(`${shop.url}/admin/terminaux`);
  await logIn(page, admin);
  await page.getByRole('heading', { name: 'Aucun terminal' }).or(page.getByRole('table')).first().waitFor();
  await page.getByRole('button', { name: 'Préparer un terminal' }).click();
  await page.getByLabel('Nom du terminal').fill('Lecteur 7');
  await page.getByLabel('Épreuves').fill('x');
  await page.getByRole('button', { name: 'Créer le lien' }).click();
  await page.getByText('Un code a trois à dix lettres ou chiffres').waitFor();
  await page.getByLabel('Épreuves').fill(session.code);
  await page.getByRole('button', { name: 'Créer le lien' }).click();
  const proof = page.getByRole('dialog').getByLabel('Mot de passe', { exact: true });
  await proof
    .or(page.getByRole('img', { name: 'Code d’enrôlement' }))
    .first()
    .waitFor();
  if (await proof.isVisible()) {
    await proof.fill(admin.password);
    await page.keyboard.press('Enter');
  }
  await page.getByRole('img', { name: 'Code d’enrôlement' }).waitFor();
  await page.getByRole('button', { name: 'Terminé' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Lecteur 7' });
  expect(await row.textContent()).toContain('À enrôler');
  await row.getByRole('button', { name: 'Révoquer Lecteur 7' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click();
  await expect.poll(() => row.textContent()).toContain('Révoqué');

  await page.goto(`${shop.url}/admin/portes/${session.code}`);
  await page.getByLabel('Personne').selectOption({ label: `Ana Martín (${posted.email})` });
  await page.getByRole('button', { name: 'Affecter' }).click();
  await page
    .getByRole('row')
    .filter({ hasText: 'Ana Martín' })
    .getByRole('button', { name: /Retirer/ })
    .first()
    .waitFor();
  expect(faults).toEqual([]);
});
