import { readFile } from 'node:fs/promises';
import { sql } from 'kysely';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeAccount, MadeSession } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

let shop: TestShop;
let browser: Browser;
let session: MadeSession;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
  session = await shop.make.session();
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

async function asAdmin(
  path: string,
  admin?: MadeAccount,
): Promise<{ page: Page; faults: string[]; admin: MadeAccount }> {
  const who = admin ?? (await shop.make.account('admin'));
  const { page, faults } = await openPage(browser, desktop, [401, 404]);
  await page.goto(`${shop.url}${path}`);
  await logIn(page, who);
  return { page, faults, admin: who };
}

/** What the books say was sold, less what was taken back, as the pages write it. */
async function soldByTheBooks(): Promise<string> {
  const { rows } = await sql<{ cents: number }>`
    SELECT -sum(amount_cents)::int AS cents FROM accounting.entries WHERE account IN ('revenue', 'vat_payable')`.execute(
    shop.db,
  );
  const euros = new Intl.NumberFormat('fr-FR', { style: 'currency', currency: 'EUR' });
  return euros.format((rows[0]?.cents ?? 0) / 100);
}

test('before the first sale the dashboard says so; then it shows what the books say, and so do the reports', async () => {
  const { page, faults } = await asAdmin('/admin');
  await page.getByRole('heading', { name: 'Aucune vente pour l’instant' }).waitFor();
  const buyer = await shop.make.login();
  await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer: 'duo', quantity: 2 }));
  await shop.make.pay(buyer, await shop.make.order(buyer, session));
  const sold = await soldByTheBooks();
  expect(sold).toContain('230');
  const figure = page.getByRole('listitem').filter({ hasText: 'Chiffre du jour' });
  // The dashboard asks every two seconds.
  await expect.poll(() => figure.textContent(), { timeout: 15_000 }).toContain(sold);
  await page.getByText('En direct').waitFor();

  await figure.getByRole('link').click();
  await page.getByRole('heading', { level: 2, name: 'Ventes par jour' }).waitFor();
  const total = page.getByRole('table').getByRole('row').last();
  await expect.poll(() => total.textContent(), { timeout: 15_000 }).toContain(sold);

  await page.getByLabel('Par', { exact: true }).selectOption('épreuve');
  await page.getByRole('button', { name: 'Afficher' }).click();
  await page.getByRole('heading', { level: 2, name: 'Ventes par épreuve' }).waitFor();
  await page.reload();
  await expect.poll(() => total.textContent(), { timeout: 15_000 }).toContain(sold);
  await page.getByRole('link', { name: session.code }).click();
  await page.getByText('5 places vendues sur 1000').waitFor();
  await page.getByRole('link', { name: 'Recettes et TVA' }).click();
  await expect.poll(() => page.getByRole('table').textContent(), { timeout: 15_000 }).toContain(sold);
  expect(faults).toEqual([]);
});

test('a report of no days or of no session says what to do', async () => {
  const { page, faults } = await asAdmin('/admin/rapports?from=2020-01-01&to=2020-01-02');
  await page.getByRole('heading', { name: 'Rien sur ces jours' }).waitFor();
  await page.getByRole('link', { name: 'Où sont les places' }).click();
  await page.getByLabel('Code de l’épreuve').fill('NUL99');
  await page.getByRole('button', { name: 'Afficher' }).click();
  await page.getByRole('heading', { name: 'Aucune épreuve n’a ce code' }).waitFor();
  expect(faults).toEqual([]);
});

test('a list becomes a file, for who asked for it and nobody else', async () => {
  const { page, faults } = await asAdmin('/admin/rapports?report=files');
  await page.getByRole('heading', { name: 'Aucun fichier' }).waitFor();
  await page.getByRole('button', { name: 'Préparer le fichier' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Ventes et annulations' });
  const button = row.getByRole('button', { name: 'Télécharger' });
  const [file] = await Promise.all([page.waitForEvent('download'), button.click()]);
  expect(file.suggestedFilename()).toMatch(/^sales-.*\.csv$/);
  const text = await readFile(await file.path(), 'utf8');
  expect(text.trimEnd().split('\r\n')).toHaveLength(1 + 2);
  expect(text).toContain(session.code);

  const colleague = await asAdmin('/admin/rapports?report=files');
  await colleague.page.getByRole('heading', { name: 'Aucun fichier' }).waitFor();
  expect(await colleague.page.getByRole('row').count()).toBe(0);
  expect([...faults, ...colleague.faults]).toEqual([]);
});
