import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { MadeSession } from '../server/test/factory.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { desktop, launchBrowser, openPage, phone } from './support/browser.ts';
import { openBuyer } from './support/buyer.ts';
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
  await page.getByLabel('Adresse e-mail').press('Enter');
  await page.getByText('2 points à corriger').waitFor();
  // What is mended goes from the list, and nobody is torn from the field.
  await page.getByLabel('Adresse e-mail').pressSequentially('a');
  await page.getByText('Un point à corriger').waitFor();
  expect(await page.getByLabel('Adresse e-mail').evaluate((field) => field === document.activeElement)).toBe(true);
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
  await page.getByText('Sans connexion, vous ne pouvez pas commander').waitFor();
  expect(await page.getByRole('button', { name: /^Retirer Solo/ }).isDisabled()).toBe(true);
  expect(await page.getByRole('link', { name: 'Commander' }).count()).toBe(0);
  await page.context().setOffline(false);
  await page.getByRole('button', { name: /^Retirer Solo/ }).click();
  const undo = page.getByRole('button', { name: 'Annuler le retrait' });
  await undo.waitFor();
  await page.context().setOffline(true);
  await page.getByText('Sans connexion, les places ne peuvent pas être reprises.').waitFor();
  expect(await undo.isDisabled()).toBe(true);
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

const solo = (session: MadeSession) => ({ session: session.code, category: 'A', offer: 'solo', quantity: 1 });

test('at the checkout: a fault goes when it is mended, holds that end are named and taken again there, what is sold out too', async () => {
  const wide = await shop.make.session({ title: 'Large' });
  const scarce = await shop.make.session({
    title: 'Rare',
    categories: [{ category: 'A', capacity: 1, pricePerPlaceCents: 5_000 }],
  });
  const { page, client, faults } = await openBuyer(shop, browser, '/panier', { options: desktop, expected: [409] });
  for (const session of [wide, scarce]) expect((await client.post('/cart/lines', solo(session))).status).toBe(201);
  await endHoldsIn([wide, scarce], 100);
  await page.goto(`${shop.url}/commande`);
  await page.getByText('Moins de deux minutes.').waitFor();
  const bind = page.getByRole('button', { name: /Commander avec obligation de paiement/ });
  await bind.click();
  await page.getByText('Un point à corriger').waitFor();
  await page.getByRole('checkbox').check();
  await page.getByText('Un point à corriger').waitFor({ state: 'detached' });
  await page.context().setOffline(true);
  await page.getByText('Sans connexion, la commande peut être relue, mais pas envoyée.').waitFor();
  expect(await bind.isDisabled()).toBe(true);
  await page.context().setOffline(false);
  await page.getByText('Sans connexion, la commande peut être relue').waitFor({ state: 'detached' });

  await endHoldsIn([wide, scarce], -1);
  await bind.click();
  await page.getByText('Le temps de réservation est passé').waitFor();
  const named = (title: string) => page.getByRole('listitem').getByText(`${title}, Solo, catégorie A`);
  await named('Large').waitFor();
  await named('Rare').waitFor();
  expect((await shop.client().post('/cart/lines', solo(scarce))).status).toBe(201);
  await page.getByRole('button', { name: 'Reprendre ces places' }).click();
  await page.getByText(/Il ne reste plus assez de places pour/).waitFor();
  await named('Large').waitFor({ state: 'detached' });
  expect(await named('Rare').count()).toBe(2);

  const other = await page.context().newPage();
  await other.goto(`${shop.url}/panier`);
  await page.getByRole('link', { name: 'Revenir au panier' }).click();
  await page
    .getByRole('region', { name: 'Rare' })
    .getByRole('button', { name: /^Retirer Solo/ })
    .click();
  await page.getByRole('link', { name: 'Commander' }).click();
  await bind.waitFor();
  // The consent was given in this tab, and is not asked for twice.
  expect(await page.getByRole('checkbox').isChecked()).toBe(true);
  await bind.click();
  await page.waitForURL(/\/paiement\//);
  await other.getByRole('heading', { name: 'Votre panier est vide' }).waitFor();
  expect(faults).toEqual([]);
});

/** Runs in the page: what has the focus before the bar at the foot of the screen, and whether the bar covers some of it. */
function focusAtFoot(): { name: string; isCovered: boolean } | null {
  const [focused, bar] = [document.activeElement, document.querySelector('.foot-bar')];
  if (focused === null || bar === null || bar.contains(focused)) return null;
  // After the bar comes the foot of the page, which pushes it up.
  if ((bar.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_PRECEDING) === 0) return null;
  const isCovered = focused.getBoundingClientRect().bottom > bar.getBoundingClientRect().top;
  return { name: `${focused.tagName} ${focused.textContent}`, isCovered };
}

/** Tabs to the end of the page; how many were before the bar, and what stayed covered by it. */
async function tabBehindFoot(page: Page): Promise<{ passed: number; covered: string[] }> {
  const covered: string[] = [];
  let passed = 0;
  for (let presses = 0; presses < 60; presses += 1) {
    await page.keyboard.press('Tab');
    const seen = await page.evaluate(focusAtFoot);
    if (seen === null && passed > 0) break;
    if (seen === null) continue;
    passed += 1;
    // The page is scrolled a moment after the key.
    const clear = expect.poll(async () => (await page.evaluate(focusAtFoot))?.isCovered, { timeout: 5_000 });
    await clear.toBe(false).catch(() => covered.push(seen.name));
  }
  return { passed, covered };
}

test('on a phone the total stays in sight in the cart and at the checkout, and never hides what has the focus', async () => {
  const { page, client, faults } = await openBuyer(shop, browser, '/panier', { options: phone });
  for (const title of ['Un', 'Deux', 'Trois'])
    await client.post('/cart/lines', solo(await shop.make.session({ title })));
  for (const path of ['/panier', '/commande']) {
    await page.goto(`${shop.url}${path}`);
    const bar = page.locator('.foot-bar');
    await bar.getByText(/150,00/).waitFor();
    const height = page.viewportSize()?.height;
    for (const from of ['top', 'middle']) {
      await page.evaluate((to) => scrollTo({ top: to === 'top' ? 0 : 300, behavior: 'instant' }), from);
      const box = await bar.boundingBox();
      expect(Math.round((box?.y ?? 0) + (box?.height ?? 0))).toBe(height);
    }
    const { passed, covered } = await tabBehindFoot(page);
    expect(passed).toBeGreaterThan(8);
    expect(covered).toEqual([]);
  }
  expect(faults).toEqual([]);
});
