import { readFile } from 'node:fs/promises';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { mailsOf, tokenOf } from '../server/test/mails.ts';
import { loginAsAdmin } from '../server/test/refunds.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
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

test('a copy is prepared and downloaded, the account is deleted and kept after all', async () => {
  const account = await shop.make.account();
  const order = await shop.make.order(await shop.make.login(account), await shop.make.session());
  const { page, faults } = await openPage(browser, desktop, [401]);
  await page.goto(`${shop.url}/mes-donnees`);
  await logIn(page, account);
  await page.getByRole('heading', { level: 1, name: 'Mes données' }).waitFor();
  const terms = page.getByRole('region', { name: 'Conditions acceptées' }).getByRole('listitem');
  await terms.getByText(`commande ${order.code}`).waitFor();
  expect(await terms.allTextContents()).toEqual([
    expect.stringContaining(`Version ${termsVersion} · commande ${order.code}`),
    expect.stringContaining(`Version ${termsVersion} · création du compte`),
  ]);
  await terms
    .first()
    .getByRole('link', { name: `Version ${termsVersion}` })
    .click();
  await page.getByRole('heading', { level: 1, name: 'Conditions générales de vente' }).waitFor();
  await page.getByRole('link', { name: '(n° 2026-11-23)' }).click();
  await page.getByText('Cette version n’est plus en vigueur.').waitFor();
  await page.goto(`${shop.url}/mes-donnees`);
  const spoken = page.getByRole('status').getByText('La copie est prête', { exact: false });
  await page.getByRole('button', { name: 'Préparer ma copie' }).click();
  await spoken.waitFor({ state: 'attached' });
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Télécharger en JSON' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain(account.email);
  await sql`UPDATE privacy.exports SET expires_at = now() WHERE account_id = ${account.id}`.execute(shop.db);
  await page.reload();
  await page.getByText('Votre copie n’est plus disponible').waitFor();
  await sql`UPDATE privacy.exports SET status = 'failed', data_sealed = NULL, expires_at = now() + interval '1 hour'
    WHERE account_id = ${account.id}`.execute(shop.db);
  await page.reload();
  await page.getByText('La copie n’a pas pu être préparée').waitFor();
  const copy = page.getByRole('region', { name: 'Recevoir une copie' });
  expect(await copy.getByRole('link', { name: 'Contact' }).getAttribute('href')).toBe('/contact');
  await copy.getByRole('button', { name: 'Préparer une nouvelle copie' }).click();
  await copy.getByRole('button', { name: 'Télécharger en CSV' }).waitFor();

  await page.getByRole('button', { name: 'Supprimer mon compte' }).click();
  await page.getByRole('button', { name: 'Oui, supprimer' }).click();
  await page.getByRole('heading', { level: 1, name: 'Votre compte est fermé' }).waitFor();
  const letter = async () =>
    (await mailsOf(shop, account.email, 1)).find(({ text }) => text.includes('garder-mon-compte'));
  await expect.poll(letter).toBeDefined();
  await page.goto(`${shop.url}/garder-mon-compte#token=${tokenOf(await letter(), 'garder-mon-compte')}`);
  await page.getByRole('button', { name: 'Garder mon compte' }).click();
  await page.getByRole('heading', { level: 1, name: 'Votre compte est rouvert' }).waitFor();
  expect(faults).toEqual([]);
});

test('who works for the shop is told why their account is not deleted here; the contact page writes to the shop', async () => {
  const staff = await shop.make.account('controller');
  const changes = { contactEmail: 'bonjour@example.org' };
  const set = await (await loginAsAdmin(shop)).call('PATCH', '/admin/settings', { body: { version: 1, changes } });
  expect(set.status).toBe(200);
  const { page, faults } = await openPage(browser, desktop, [401]);
  await page.goto(`${shop.url}/mes-donnees`);
  await logIn(page, staff);
  const erase = page.getByRole('region', { name: 'Supprimer mon compte' });
  await erase.getByText('Un compte de l’équipe ne se supprime pas ici').waitFor();
  expect(await erase.getByRole('button').count()).toBe(0);
  await erase.getByRole('link', { name: 'Contact' }).click();
  await page.getByRole('heading', { level: 1, name: 'Contact' }).waitFor();
  const write = page.getByRole('link', { name: 'Écrire à bonjour@example.org' });
  expect(await write.getAttribute('href')).toBe('mailto:bonjour@example.org');
  expect(faults).toEqual([]);
});
