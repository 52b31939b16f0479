import { readFile } from 'node:fs/promises';
import { termsVersion } from '@og-tickets/contract/terms.ts';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { mailsOf, tokenOf } from '../server/test/mails.ts';
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
  await page.getByRole('button', { name: 'Préparer ma copie' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Télécharger en JSON' }).click(),
  ]);
  expect(await readFile(await download.path(), 'utf8')).toContain(account.email);

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
