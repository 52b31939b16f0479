import type { AdminSession } from '@og-tickets/contract/catalog-admin.ts';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../server/test/client.ts';
import { enrolTotp } from '../server/test/factors.ts';
import type { MadeAccount } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

let shop: TestShop;
let browser: Browser;
let admin: MadeAccount;
let colleague: Client;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
  admin = await shop.make.account('admin');
  colleague = await shop.make.login(await shop.make.account('admin'));
  await enrolTotp(colleague);
  await shop.make.session({ title: 'Quart de finale' });
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

async function shot(page: Page, name: string): Promise<void> {
  const folder = process.env['OG_SCREENSHOTS'];
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true });
}

test('a session is created, published, seen in the shop, edited against a colleague, and a file with a fault is refused', async () => {
  const { page, faults } = await openPage(browser, desktop, [401, 409]);
  await page.goto(`${shop.url}/admin/epreuves`);
  await logIn(page, admin);
  await page.getByRole('table').getByText('Quart de finale').waitFor();
  await shot(page, 'sessions');
  await page.getByRole('link', { name: 'Créer une épreuve' }).click();
  await page.getByRole('button', { name: 'Créer le brouillon' }).click();
  await page.getByText('À remplir.').first().waitFor();
  await page.getByLabel('Code de l’épreuve').fill('fin01');
  await page.getByLabel('Sport', { exact: true }).selectOption('TST');
  await page.getByLabel('Lieu', { exact: true }).selectOption('TSV');
  await page.getByLabel('Titre, en français').fill('Finale du relais');
  await page.getByLabel('Titre, en anglais').fill('Relay final');
  await page.getByRole('button', { name: 'Ajouter une catégorie' }).click();
  await page.getByLabel('Catégorie', { exact: true }).fill('A');
  await page.getByLabel('Prix d’une place, en euros').fill('45,50');
  await page.getByLabel('Places en vente').fill('12');
  await page.getByLabel('Tarif Duo, en euros').fill('80');
  await page.getByLabel('Tarif Famille, en euros').fill('-');
  await shot(page, 'new-session');
  await page.getByRole('button', { name: 'Créer le brouillon' }).click();

  await page.getByRole('heading', { level: 1, name: 'Épreuve FIN01' }).waitFor();
  await page.getByRole('button', { name: 'Publier' }).click();
  await page.getByText('Publiée', { exact: true }).waitFor();
  await shop.caughtUp();
  const visitor = await openPage(browser, desktop, [401]);
  await visitor.page.goto(`${shop.url}/epreuves/FIN01`);
  await visitor.page.getByRole('heading', { level: 1, name: 'Finale du relais' }).waitFor();
  await visitor.page.getByText('80', { exact: false }).first().waitFor();
  expect(await visitor.page.getByText('Famille').count()).toBe(0);
  expect(visitor.faults).toEqual([]);

  const { body: stored } = await colleague.get<AdminSession>('/admin/sessions/FIN01');
  const changes = { placesPerAccount: 4, title: { fr: 'Finale', en: 'Final' } };
  await colleague.call('PATCH', '/admin/sessions/FIN01', { body: { version: stored.version, changes } });
  await page.getByLabel('Titre, en français').fill('Finale du relais mixte');
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  const conflict = page.getByRole('region', { name: 'Quelqu’un d’autre a modifié cette épreuve' });
  await conflict.getByRole('row').filter({ hasText: 'Places par compte' }).getByText('Ana Martín').waitFor();
  expect(await conflict.getByRole('row').filter({ hasText: 'Titre' }).textContent()).toContain(
    'Finale du relais mixte',
  );
  await shot(page, 'conflict');
  await conflict.getByRole('button', { name: 'Remettre mes changements' }).click();
  await page.getByText('Vos changements sont remis.').first().waitFor();
  await page.getByRole('button', { name: 'Enregistrer' }).click();
  await page.getByText('Enregistré. La boutique').first().waitFor();
  const { body: merged } = await colleague.get<AdminSession>('/admin/sessions/FIN01');
  expect(merged).toMatchObject({ title: { fr: 'Finale du relais mixte' }, placesPerAccount: 4 });

  await page.getByRole('link', { name: 'Import CSV' }).click();
  const file = (text: string) => ({ name: 'sports.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await page.getByLabel('Fichiers CSV').setInputFiles(file('sport_code,sport,sport_en\nVOI,Voile\n'));
  await page.getByRole('button', { name: 'Voir ce qui changerait' }).click();
  const bad = page.getByRole('table').getByRole('row').nth(1);
  await bad.waitFor();
  expect(await bad.textContent()).toContain('sports.csv2');
  await page.getByLabel('Fichiers CSV').setInputFiles(file('sport_code,sport,sport_en\nVOI,Voile,Sailing\n'));
  await page.getByRole('button', { name: 'Voir ce qui changerait' }).click();
  await shot(page, 'import');
  await page.getByRole('button', { name: /^Écrire/ }).click();
  await page
    .getByText(/changements? écrits?[.]/)
    .first()
    .waitFor();
  expect(faults).toEqual([]);
});
