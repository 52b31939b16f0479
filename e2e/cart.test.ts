import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeSession } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { launchBrowser, openPage } from './support/browser.ts';
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

/** Books places on the page of a session, as a guest. */
async function book(page: Page, session: MadeSession, offer = /Solo/): Promise<void> {
  page.setDefaultTimeout(30_000);
  await page.goto(`${shop.url}/epreuves/${session.code}`);
  await page.getByRole('radio', { name: offer }).check();
  await page.getByRole('button', { name: 'Réserver' }).click();
  await page.getByText('Vos places sont réservées').waitFor();
}

/** Moves the end of every hold of these sessions: no test waits a quarter of an hour. */
async function endHoldsIn(sessions: readonly MadeSession[], seconds: number): Promise<void> {
  const ids = sessions.map(({ id }) => id);
  const at = new Date(Date.now() + seconds * 1_000);
  const rows = await shop.db
    .updateTable('inventory.holds')
    .set({ expires_at: at })
    .where('session_id', 'in', ids)
    .where('state', '=', 'live')
    .returning('cart_id')
    .execute();
  await shop.db
    .updateTable('carts.carts')
    .set({ hold_expires_at: at })
    .where(
      'id',
      'in',
      rows.map((row) => row.cart_id),
    )
    .execute();
}

test('two tabs show the same cart: what one changes, extends, removes and takes back, the other follows', async () => {
  const session = await shop.make.session({ title: 'Finale' });
  const { page: one, faults } = await openPage(browser);
  await book(one, session);
  const other = await one.context().newPage();
  other.setDefaultTimeout(30_000);
  await Promise.all([one.goto(`${shop.url}/panier`), other.goto(`${shop.url}/panier`)]);
  await other.getByText(/Encore 1[34]:/).waitFor();
  await one.getByRole('button', { name: /^Ajouter/ }).click();
  await other.getByRole('heading', { name: 'Votre commande' }).waitFor();
  await other.getByText('2 places réservées pour vous.').waitFor();
  await other.getByRole('button', { name: /\+5\sminutes/ }).click();
  await one.getByText(/ne peut plus être prolongée/).waitFor();
  expect(await one.getByRole('button', { name: /\+5\sminutes/ }).count()).toBe(0);
  const until = async (page: Page) => page.getByText(/Réservé jusqu’à/).innerText();
  expect(await until(one)).toBe(await until(other));
  await one.getByRole('button', { name: /^Retirer Solo/ }).click();
  await other.getByRole('heading', { name: 'Votre panier est vide' }).waitFor();
  await one.getByRole('button', { name: 'Annuler le retrait' }).click();
  await other.getByText('2 places réservées pour vous.').waitFor();
  expect(faults).toEqual([]);
});

test('at the end both tabs keep the lines; one press takes the places again, and names what is gone', async () => {
  const wide = await shop.make.session({ title: 'Large' });
  const scarce = await shop.make.session({
    title: 'Rare',
    categories: [{ category: 'A', capacity: 1, pricePerPlaceCents: 5_000 }],
  });
  const { page: one, faults } = await openPage(browser);
  await book(one, wide);
  await book(one, scarce);
  await endHoldsIn([wide, scarce], 12);
  const other = await one.context().newPage();
  other.setDefaultTimeout(30_000);
  await Promise.all([one.goto(`${shop.url}/panier`), other.goto(`${shop.url}/panier`)]);
  const timer = one.getByRole('timer');
  await timer.waitFor();
  // Under two minutes: colour, another icon, and the words.
  expect(await timer.getAttribute('class')).toContain('text-coral');
  expect(await timer.getAttribute('aria-live')).toBe('off');
  for (const tab of [one, other]) await tab.getByText('Le temps de réservation est passé').waitFor();
  expect(await other.getByText('Réservation terminée').count()).toBe(2);
  const rival = shop.client();
  const taken = { session: scarce.code, category: 'A', offer: 'solo', quantity: 1 };
  expect((await rival.post('/cart/lines', taken)).status).toBe(201);
  await one.getByRole('button', { name: 'Reprendre ces places' }).click();
  await one.getByText(/Il ne reste plus assez de places pour/).waitFor();
  await one.getByRole('listitem').getByText('Rare, Solo, catégorie A').waitFor();
  await other.getByText('1 place réservée pour vous.').waitFor();
  expect(faults).toEqual([]);
});

test('a login keeps the hold and its end; a changed price is told; without a connection the cart can be read', async () => {
  const session = await shop.make.session({ title: 'Match' });
  const account = await shop.make.account();
  const { page, faults } = await openPage(browser, undefined, [401]);
  await book(page, session);
  await endHoldsIn([session], 400);
  await page.goto(`${shop.url}/panier`);
  const before = await page.getByText(/Réservé jusqu’à/).innerText();
  await page.goto(`${shop.url}/connexion?suite=/panier`);
  await logIn(page, account);
  await page.waitForURL(`${shop.url}/panier`);
  expect(await page.getByText(/Réservé jusqu’à/).innerText()).toBe(before);
  await shop.db
    .updateTable('catalog.session_categories')
    .set({ price_per_place_cents: 6_000 })
    .where('session_id', '=', session.id)
    .execute();
  await page.reload();
  await page.getByText('Prix changé').waitFor();
  expect(await page.getByRole('deletion').innerText()).toMatch(/50,00/);
  expect(await page.getByRole('insertion').innerText()).toMatch(/60,00/);
  await page.context().setOffline(true);
  await page.getByText('Sans connexion, le panier ne peut pas être modifié.').waitFor();
  expect(await page.getByRole('button', { name: /^Retirer Solo/ }).isDisabled()).toBe(true);
  expect(faults).toEqual([]);
});

test('sessions that overlap are pointed out; an empty cart shows what was looked at, until that is cleared', async () => {
  const [early, late] = [
    await shop.make.session({ title: 'Matinée' }),
    await shop.make.session({ title: 'Même heure' }),
  ];
  const { page, faults } = await openPage(browser);
  await book(page, early);
  await book(page, late);
  await page.goto(`${shop.url}/panier`);
  await page.getByText('Vos épreuves se chevauchent').waitFor();
  await page.getByText('Vous pouvez commander quand même').waitFor();

  const visitor = await openPage(browser);
  await visitor.page.goto(`${shop.url}/epreuves/${early.code}`);
  await visitor.page.getByRole('heading', { level: 1, name: 'Matinée' }).waitFor();
  await visitor.page.getByRole('button', { name: 'Réserver' }).waitFor();
  await visitor.page.goto(`${shop.url}/panier`);
  const seen = visitor.page.getByRole('region', { name: 'Vues récemment' });
  await seen.getByRole('link', { name: 'Matinée' }).waitFor();
  await seen.getByRole('button', { name: 'Effacer' }).click();
  await seen.waitFor({ state: 'detached' });
  await visitor.page.goto(shop.url);
  await visitor.page.getByRole('heading', { name: 'Prochaines épreuves' }).waitFor();
  expect(await seen.count()).toBe(0);
  expect([faults, visitor.faults]).toEqual([[], []]);
});
