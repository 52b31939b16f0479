import { sql } from 'kysely';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recordAction } from '../server/src/modules/audit/index.ts';
import { withTx } from '../server/src/platform/database/database.ts';
import type { MadeAccount } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
import { logIn } from './support/log-in.ts';

let shop: TestShop;
let browser: Browser;
let admin: MadeAccount;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
  admin = await shop.make.account('admin');
  const actor = { accountId: admin.id, role: 'admin', address: '203.0.113.9', requestId: 'req-1' } as const;
  const context = shop.platform;
  await withTx(shop.db, async (tx) => {
    for (let capacity = 1; capacity <= 30; capacity += 1) {
      await recordAction(tx, context, actor, {
        action: 'session.changed',
        subject: { kind: 'session', id: 'BKB01' },
        before: { capacity },
        after: { capacity: capacity + 1 },
      });
    }
    await recordAction(tx, context, actor, {
      action: 'order.refunded',
      subject: { kind: 'order', id: 'HJKLMN' },
      after: { amountCents: 9000 },
      reason: '<b>Malade</b>',
    });
  });
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

test('the journal is read page by page, filtered by the address, and says when it was changed', async () => {
  const { page, faults } = await openPage(browser, desktop, [401]);
  await page.goto(`${shop.url}/admin/journal`);
  await logIn(page, admin);
  await page.getByRole('heading', { level: 1, name: 'Journal' }).waitFor();
  await page.getByText('31 lignes, aucune modifiée').waitFor();
  const rows = page.getByRole('table').getByRole('row');
  const refund = rows.filter({ hasText: 'Commande remboursée' });
  expect(await refund.textContent()).toContain('<b>Malade</b>');
  expect(await refund.textContent()).toContain('203.0.113.9');
  expect(await rows.count()).toBe(1 + 20);
  await page.getByRole('button', { name: 'Afficher la suite' }).click();
  await expect.poll(() => rows.count()).toBe(1 + 31);

  await page.getByLabel('Action', { exact: true }).selectOption('Commande remboursée');
  await page.getByRole('button', { name: 'Filtrer' }).click();
  await expect.poll(() => rows.count()).toBe(1 + 1);
  await page.reload();
  await expect.poll(() => rows.count()).toBe(1 + 1);
  await page.getByLabel('Code ou identifiant').fill('ABCDEF');
  await page.getByRole('button', { name: 'Filtrer' }).click();
  await page.getByRole('heading', { name: 'Aucune action ne correspond' }).waitFor();

  await sql`ALTER TABLE audit.entries DISABLE TRIGGER USER`.execute(shop.db);
  await sql`UPDATE audit.entries SET details = '{"before":null,"after":{"amountCents":1}}' WHERE number = 31`.execute(
    shop.db,
  );
  await page.getByRole('button', { name: 'Vérifier de nouveau' }).click();
  await page.getByText('La ligne 31 a été modifiée après coup.').waitFor();
  expect(faults).toEqual([]);
});

test('the promises are checked on demand, a broken one comes first with its row', async () => {
  const { page, faults } = await openPage(browser, desktop, [401]);
  await page.goto(`${shop.url}/admin/promesses`);
  await logIn(page, admin);
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click();
  await page.getByText('Toutes les promesses sont tenues.').waitFor();
  const session = await shop.make.session();
  await sql`UPDATE inventory.inventory SET taken = taken + 1 WHERE session_id = ${session.id}`.execute(shop.db);
  await page.getByRole('button', { name: 'Vérifier maintenant' }).click();
  const first = page.getByRole('table').getByRole('row').nth(1);
  await expect.poll(() => first.textContent()).toContain('Les places prises sont les places réservées et vendues.');
  expect(await first.textContent()).toContain('Rompue');
  await sql`UPDATE inventory.inventory SET taken = taken - 1 WHERE session_id = ${session.id}`.execute(shop.db);
  expect(faults).toEqual([]);
});

test('a customer sees nothing of the back office', async () => {
  const { page } = await openPage(browser, desktop, [401, 403]);
  await page.goto(`${shop.url}/admin/journal`);
  await logIn(page, await shop.make.account());
  await page.getByRole('heading', { name: 'Cette page ne vous est pas ouverte' }).waitFor();
  expect(await page.getByRole('table').count()).toBe(0);
});
