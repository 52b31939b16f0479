import type { Browser, BrowserContext, Page } from 'playwright-core';
import { buyTicket } from '../../server/test/gate.ts';
import type { MadeSession } from '../../server/test/factory.ts';
import type { TestShop } from '../../server/test/harness.ts';
import { openScanner } from '../../e2e/support/scanner.ts';
import { stationOf } from '../proofs/lib/every-page.ts';
import type { ShownShop } from './fill.ts';
import type { Look } from './looks.ts';
import { type Pictures, picture, watch } from './take.ts';
import { waitUntilShown } from './states.ts';

interface Gate {
  browser: Browser;
  shop: TestShop;
  shown: ShownShop;
  look: Look;
  pictures: Pictures;
}

/** Sessions that a gate offers first. */
const soonDays = 0.1;
/** An admission is shown for so long, ms. */
const admittedShownMs = 1_200;

/** What a controller sees at work: at a desk by login alone, then on an enrolled scanner with and without network. */
export async function takeGate(gate: Gate, context: BrowserContext): Promise<void> {
  for (const part of [takeDesk, takeScanner]) {
    await part(gate, context).catch((error: unknown) => {
      gate.pictures.faults.push(`gate-${gate.look.name}: ${String(error)}`);
    });
  }
}

const take = ({ pictures, look }: Gate, page: Page, name: string) =>
  picture(page, pictures, `gate-${name}-${look.name}`);

async function read(page: Page, code: string): Promise<void> {
  await page.locator('input[data-codes]').fill(code);
  await page.keyboard.press('Enter');
}

async function takeDesk(gate: Gate, context: BrowserContext): Promise<void> {
  const { shop, shown, pictures } = gate;
  const page = await context.newPage();
  watch(page, 'gate desk', pictures.faults);
  await page.addInitScript(
    ([station, shownMs]) => {
      sessionStorage.setItem('og-tickets.station', station);
      // An admission stays until its picture is taken.
      const { setTimeout: wait } = globalThis;
      Object.assign(globalThis, {
        setTimeout: (work: () => void, ms?: number) => (ms === shownMs ? 0 : wait(work, ms)),
      });
    },
    [JSON.stringify(stationOf(shown)), admittedShownMs] as const,
  );
  const fresh = await buyTicket(shop, shown.session);
  const verdicts = [
    ['entrez', fresh.code],
    ['deja-entre', shown.codes.used],
    ['autre-epreuve', shown.codes.elsewhere],
    ['illisible', 'OG1:NOT A TICKET OF OURS'],
  ] as const;
  await page.goto('/controle');
  await page.locator('input[data-codes]').waitFor();
  await waitUntilShown(page);
  await take(gate, page, 'poste');
  for (const [name, code] of verdicts) {
    await page.goto('/controle');
    await page.locator('input[data-codes]').waitFor();
    await read(page, code);
    await page.getByRole('alertdialog').waitFor();
    await take(gate, page, `verdict-${name}`);
  }
  await page.goto('/controle');
  await page.locator('input[data-codes]').waitFor();
  await takeCamera(gate, page);
  await page.close();
  await takeWithoutCamera(gate, context);
}

const cameraButton = /caméra|camera/i;

async function takeCamera(gate: Gate, page: Page): Promise<void> {
  await page.getByRole('button', { name: cameraButton }).click();
  await page.locator('video').waitFor();
  await waitUntilShown(page);
  await take(gate, page, 'camera');
}

async function takeWithoutCamera(gate: Gate, context: BrowserContext): Promise<void> {
  for (const [name, thrown] of [
    ['camera-refusee', 'NotAllowedError'],
    ['camera-absente', 'NotFoundError'],
  ] as const) {
    const page = await context.newPage();
    await page.addInitScript(
      ([station, error]) => {
        sessionStorage.setItem('og-tickets.station', station);
        const refuse = () => Promise.reject(new DOMException('', error));
        Object.defineProperty(navigator.mediaDevices, 'getUserMedia', { value: refuse });
      },
      [JSON.stringify(stationOf(gate.shown)), thrown] as const,
    );
    await page.goto('/controle');
    await page.getByRole('button', { name: cameraButton }).click();
    await page.getByRole('alert').first().waitFor();
    await take(gate, page, name);
    await page.close();
  }
}

/** A scanner from its first list to its end. */
async function takeScanner(gate: Gate): Promise<void> {
  const { browser, shop, shown, look, pictures } = gate;
  const session: MadeSession = await shop.make.session({ title: 'Petite finale', startsInDays: soonDays });
  const [solo, duo] = [await buyTicket(shop, session), await buyTicket(shop, session, 'duo')];
  const opened = await openScanner({ browser, shop, admin: shown.office, session });
  const { page } = opened;
  watch(page, 'gate scanner', pictures.faults);
  await page.addInitScript((chosen) => localStorage.setItem('og-tickets.language', chosen), look.language);
  await page.emulateMedia({ colorScheme: look.colorScheme, reducedMotion: 'reduce' });
  await page.setViewportSize(look.options.viewport);
  await page.reload();
  await page.locator('input[data-codes]').waitFor();
  await waitUntilShown(page);
  await take(gate, page, 'terminal-en-ligne');

  await page.getByText(/^(?:Demander|Ask)$/).click();
  await read(page, duo.code);
  await page.getByRole('dialog').waitFor();
  await take(gate, page, 'combien');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^(?:Clavier|Keypad|Keys)/ }).click();
  await page.getByRole('dialog').waitFor();
  await take(gate, page, 'clavier');
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^(?:Chercher un billet|Find a ticket)/ }).click();
  await page.getByRole('searchbox').fill(solo.ticket.orderCode);
  await page.keyboard.press('Enter');
  await page.getByRole('article').first().waitFor();
  await take(gate, page, 'recherche');
  await page.keyboard.press('Escape');

  const later = await buyTicket(shop, session);
  await page.context().setOffline(true);
  await page.getByText(/^(?:Hors ligne|Offline)$/).waitFor();
  await read(page, solo.code);
  // The verdict is there for a second only: what it leaves stays.
  await page.getByText(/^1 scan /).waitFor();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await take(gate, page, 'terminal-hors-ligne');
  await read(page, later.code);
  await page.getByRole('alertdialog').waitFor();
  await take(gate, page, 'verdict-absent-de-la-liste');
  await page.getByRole('alertdialog').getByRole('button').last().click();
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
  await page.evaluate(() => {
    const { now } = Date;
    Date.now = () => now() + 20 * 60_000;
  });
  await page
    .getByRole('status')
    .filter({ hasText: /heure|clock|time/i })
    .first()
    .waitFor();
  await take(gate, page, 'terminal-heure-douteuse');
  await takeEnd(gate, page, opened.deviceId, session);
  await page.context().close();
}

/** Without a list nothing is decided; then the scanner is put out of service. */
async function takeEnd({ shop, shown, ...gate }: Gate, page: Page, deviceId: string, left: MadeSession): Promise<void> {
  const at = { shop, shown, ...gate };
  const other = await shop.make.session({ title: 'Match d’ouverture', startsInDays: soonDays });
  await page.context().setOffline(false);
  await page.reload();
  await page.getByText(/^(?:En ligne|Online)$/).waitFor();
  await page.getByText(/^0 scans? /).waitFor();
  await page.route(/\/(?:manifest|pack)(?:\?|$)/, (route) => route.abort());
  await page.getByRole('button', { name: /^(?:Changer|Change)$/ }).click();
  await page.getByRole('searchbox').fill(other.code);
  await page.getByRole('radio', { name: new RegExp(other.code) }).check();
  await take(at, page, 'choix');
  await page.locator('form button[type=submit]').click();
  await page.getByRole('alert').first().waitFor();
  await waitUntilShown(page);
  await take(at, page, 'liste-absente');
  await page.unroute(/\/(?:manifest|pack)(?:\?|$)/);
  const { status } = await shown.office.post(`/admin/devices/${deviceId}/revoke`, {});
  if (status !== 200) throw new Error(`the scanner of ${left.code} was not revoked: ${status}`);
  await page.reload();
  await page.getByRole('heading', { level: 1, name: /service/i }).waitFor();
  await take(at, page, 'terminal-revoque');
}
