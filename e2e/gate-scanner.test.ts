import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import type { Client } from '../server/test/client.ts';
import { buyTicket } from '../server/test/gate.ts';
import { startTestShop, type TestShop } from '../server/test/harness.ts';
import { inviteScanner, tokenOfInvitation } from '../server/test/enrolment.ts';
import { desktop, launchBrowser, openPage } from './support/browser.ts';
import { check, dumpStorage, type OpenScanner, openScanner, verdictOf } from './support/scanner.ts';
import { tabTo } from './support/tab-to.ts';

let shop: TestShop;
let browser: Browser;
let admin: Client;

beforeAll(async () => {
  shop = await startTestShop();
  browser = await launchBrowser();
  admin = await shop.make.login(await shop.make.account('admin'));
});
afterAll(async () => {
  await browser.close();
  await shop.close();
});

const ticketRow = (id: string) =>
  shop.db.selectFrom('tickets.tickets').selectAll().where('id', '=', id).executeTakeFirstOrThrow();

/** A reader that types like a keyboard, into whatever has the focus. */
function readLikeKeyboard(page: Page, code: string): Promise<void> {
  return page.evaluate((text) => {
    for (const key of [...text.split(''), 'Enter']) {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
    }
  }, code);
}

test('a scanner reads a connected reader, asks how many of a group enter, lets out and in again, finds and undoes', async () => {
  const session = await shop.make.session();
  const settings = await admin.call('PATCH', `/admin/gates/${session.code}`, { body: { reentry: true } });
  expect(settings.status).toBe(200);
  const famille = await buyTicket(shop, session, 'famille');
  const solo = await buyTicket(shop, session);
  const { page, faults }: OpenScanner = await openScanner({ browser, shop, admin, session }, { gate: 'B' });

  await page.getByText('Demander', { exact: true }).click();
  await readLikeKeyboard(page, famille.code);
  await page.getByRole('dialog', { name: /Combien de personnes/ }).waitFor();
  await page.getByRole('button', { name: '3', exact: true }).click();
  expect(await verdictOf(page)).toMatch(/^admitted ENTREZ.*3 places entrent, 1 reste.*Ana Martín/);

  await page.getByText('Sortie', { exact: true }).click();
  await page.getByText('2', { exact: true }).click();
  await page.waitForTimeout(3_100);
  expect(await check(page, famille.code)).toMatch(/^admitted SORTEZ.*2 places sortent/);
  expect(await ticketRow(famille.ticket.id)).toMatchObject({ entries: 3, exits: 2 });
  expect(await check(page, solo.code)).toMatch(/^refused REFUSÉ Personne n’est entré/);
  await page.getByText('Entrée', { exact: true }).click();
  await page.getByText('Toutes', { exact: true }).click();
  expect(await check(page, famille.code)).toMatch(/^admitted ENTREZ.*3 places entrent/);

  const order = solo.ticket.orderCode;
  await page.getByRole('button', { name: 'Chercher un billet' }).click();
  await page.getByRole('searchbox').fill(order);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Faire entrer' }).click();
  expect(await verdictOf(page)).toMatch(/^admitted ENTREZ/);
  expect(await ticketRow(solo.ticket.id)).toMatchObject({ entries: 1 });
  await page
    .getByRole('button', { name: /^Annuler le contrôle/ })
    .first()
    .click();
  await page.getByRole('button', { name: 'Mauvaise personne' }).click();
  await page.getByRole('button', { name: 'Annuler le contrôle', exact: true }).click();
  await page.getByText('Annulé', { exact: true }).waitFor();
  expect(await ticketRow(solo.ticket.id)).toMatchObject({ entries: 0, status: 'valid' });

  // The session is over for more than two hours: its list is no business of this scanner any more.
  expect(await dumpStorage(page)).toContain(session.code);
  const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
  const closed = { opensAt: hoursAgo(6), closesAt: hoursAgo(3) };
  expect((await admin.call('PATCH', `/admin/gates/${session.code}`, { body: closed })).status).toBe(200);
  const over = page.getByText('Cette épreuve est terminée : sa liste a été effacée de ce terminal.');
  await expect
    .poll(async () => {
      await page.evaluate(() => dispatchEvent(new Event('online')));
      return over.isVisible();
    })
    .toBe(true);
  await expect.poll(() => dumpStorage(page)).not.toContain(session.code);
  expect(faults).toEqual([]);
  await page.context().close();
});

test('a server that answers late is not waited for: what was refused is given back, what was let in counts once', async () => {
  const session = await shop.make.session();
  const [known, newer] = [await buyTicket(shop, session), await buyTicket(shop, session)];
  const kinds = (mask: number) =>
    shop.db.updateTable('tickets.tickets').set({ allowed_kinds: mask }).where('id', '=', newer.ticket.id).execute();
  await kinds(2);
  const { page } = await openScanner({ browser, shop, admin, session });
  // The list of this scanner stays as it is for now, and the answers to its scans come after two seconds.
  const { promise: mayRenew, resolve: renew } = Promise.withResolvers<void>();
  let isHeld = false;
  await page.route(/\/(manifest|pack)(\?|$)/, async (route) => {
    isHeld = true;
    await mayRenew;
    await route.continue();
  });
  const askForList = () => page.evaluate(() => dispatchEvent(new Event('online')));
  // One list is asked for at a time: once one is held back, none from before is on its way.
  await expect.poll(async () => (await askForList(), isHeld)).toBe(true);
  await page.route('**/gate/redeem', async (route) => {
    const answer = await route.fetch();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    await route.fulfill({ response: answer });
  });
  await kinds(3);
  expect(await check(page, newer.code)).toMatch(/^refused REFUSÉ Ce genre de code n’est pas accepté ici/);
  await page.getByText('Hors ligne', { exact: true }).waitFor();
  expect(await ticketRow(newer.ticket.id)).toMatchObject({ entries: 1 });
  renew();
  await expect
    .poll(async () => (await askForList(), (await ticketRow(newer.ticket.id)).entries), { timeout: 25_000 })
    .toBe(0);
  const scans = await shop.db
    .selectFrom('admissions.scans')
    .select(['state', 'verdict'])
    .where('ticket_id', '=', newer.ticket.id)
    .execute();
  expect(scans).toEqual([{ state: 'voided', verdict: 'admitted' }]);

  await page.getByText('En ligne', { exact: true }).waitFor();
  expect(await check(page, known.code)).toMatch(/^admitted ENTREZ/);
  await page.getByText('0 scan à envoyer').waitFor();
  expect(await ticketRow(known.ticket.id)).toMatchObject({ entries: 1, conflict: 'none' });
  await page.context().close();
});

/** The words of what has the focus: of a field its label. */
function focusedText(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const named = element instanceof HTMLInputElement ? element.labels?.[0] : element;
    return named?.textContent ?? '';
  });
}

/** Tabs to what is called so, and sees that nothing lies over it. */
async function goTo(page: Page, name: RegExp, key?: string): Promise<void> {
  await tabTo(page, name);
  const covered = await page.evaluate(() => {
    const element = document.activeElement;
    const seen = element instanceof HTMLInputElement && element.type === 'radio' ? element.labels?.[0] : element;
    const { left, top, width, height } = seen?.getBoundingClientRect() ?? new DOMRect();
    return seen?.contains(document.elementFromPoint(left + width / 2, top + height / 2)) !== true;
  });
  if (covered) throw new Error(`what is called ${name} has the focus where nobody sees it`);
  if (key !== undefined) await page.keyboard.press(key);
}

/** Puts a code into its field, which has the focus, and sends it. */
async function enter(page: Page, code: string): Promise<void> {
  await page.keyboard.insertText(code);
  await page.keyboard.press('Enter');
}

test('by keyboard alone: enrolled, logged in, at the gate, some of a group, a refusal, a search and an undo', async () => {
  const session = await shop.make.session();
  const [famille, duo] = [await buyTicket(shop, session, 'famille'), await buyTicket(shop, session, 'duo')];
  const elsewhere = await buyTicket(shop, await shop.make.session());
  const controller = await shop.make.account('controller');
  const { page, faults } = await openPage(browser, { ...desktop, baseURL: shop.url }, [401]);
  const hasFocus = (name: RegExp) => expect.poll(() => focusedText(page)).toMatch(name);

  await page.goto(`/controle/enroler#token=${tokenOfInvitation(await inviteScanner(admin, { name: 'Clavier 1' }))}`);
  await goTo(page, /^Enrôler ce terminal$/, 'Enter');
  await hasFocus(/^Terminal enrôlé/);
  await goTo(page, /^Commencer une prise de poste$/, 'Enter');
  await hasFocus(/^Clavier 1$/);
  await goTo(page, /^Mot de passe/, 'Enter');
  await hasFocus(/^Adresse e-mail/);
  await page.keyboard.insertText(controller.email);
  await goTo(page, /^Mot de passe/);
  await enter(page, controller.password);
  await hasFocus(/^Épreuve et porte$/);

  await goTo(page, /^Chercher une épreuve/);
  await page.keyboard.insertText(session.code);
  await expect.poll(() => page.getByRole('radio').count()).toBe(1);
  await goTo(page, /^Ouvrir le contrôle$/, 'Enter');
  await hasFocus(new RegExp(session.code));
  await page.keyboard.press('Space');
  await goTo(page, /^A$/);
  await page.keyboard.press('ArrowDown');
  await hasFocus(/^B$/);
  await goTo(page, /^Ouvrir le contrôle$/, 'Enter');
  await page.getByText('Liste à jour').waitFor();
  await hasFocus(/^Contrôle des billets$/);

  await goTo(page, /^Toutes$/, 'ArrowRight');
  await goTo(page, /^Code du billet/);
  await enter(page, famille.code);
  expect(await verdictOf(page)).toMatch(/^admitted ENTREZ.*1 place entre, 3 restent/);
  await hasFocus(/^Code du billet/);
  await enter(page, elsewhere.code);
  await hasFocus(/^Billet suivant$/);
  const verdict = page.getByRole('alertdialog', { name: 'REFUSÉ', description: /autre épreuve/ });
  await verdict.waitFor();
  await page.keyboard.press('Tab');
  await hasFocus(/^Billet suivant$/);
  await page.keyboard.press('Enter');
  await verdict.waitFor({ state: 'hidden' });
  await hasFocus(/^Code du billet/);

  await page.keyboard.press('Shift+Tab');
  await hasFocus(/^Toutes$/);
  await page.keyboard.press('ArrowLeft');
  await goTo(page, /^Code du billet/);
  await enter(page, duo.code);
  await hasFocus(/^1$/);
  await page.keyboard.press('Escape');
  await hasFocus(/^Code du billet/);
  await enter(page, duo.code);
  await goTo(page, /2/, 'Enter');
  expect(await verdictOf(page)).toMatch(/^admitted ENTREZ.*2 places entrent/);

  await goTo(page, /^Chercher un billet$/, 'Enter');
  await goTo(page, /^Commande ou titulaire/);
  await enter(page, famille.ticket.orderCode);
  await page.getByText('1 billet trouvé').first().waitFor();
  await goTo(page, /^Faire entrer$/, 'Enter');
  await goTo(page, /3/, 'Enter');
  expect(await verdictOf(page)).toMatch(/^admitted ENTREZ.*3 places entrent/);
  await hasFocus(/^Chercher un billet$/);
  expect(await ticketRow(famille.ticket.id)).toMatchObject({ entries: 4 });

  await goTo(page, /^Annuler$/, 'Enter');
  await goTo(page, /^Ne rien annuler$/, 'Enter');
  await hasFocus(/^Annuler$/);
  await page.keyboard.press('Enter');
  await goTo(page, /^Mauvaise personne$/, 'Space');
  await goTo(page, /^Annuler le contrôle$/, 'Enter');
  await hasFocus(/^Derniers contrôles$/);
  await page.getByText('Annulé', { exact: true }).waitFor();
  expect(await ticketRow(famille.ticket.id)).toMatchObject({ entries: 1 });
  await goTo(page, /^Terminer/, 'Enter');
  await hasFocus(/^Clavier 1$/);
  expect(faults).toEqual([]);
  await page.context().close();
});
