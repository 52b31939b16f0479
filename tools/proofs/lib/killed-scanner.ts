import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { launchArguments, phone } from '../../../e2e/support/browser.ts';
import { logIn } from '../../../e2e/support/log-in.ts';
import { beginWork, keptOffline, setNetwork } from '../../../e2e/support/scanner.ts';
import type { Client } from '../../../server/test/client.ts';
import { inviteScanner, tokenOfInvitation } from '../../../server/test/enrolment.ts';
import type { MadeAccount, MadeSession } from '../../../server/test/factory.ts';
import type { TestShop } from '../../../server/test/harness.ts';
import type { CodedTicket } from '../../../server/test/many-tickets.ts';

const executablePath = process.env['CHROME_PATH'] ?? '/usr/bin/chromium';

/** Where a scanner keeps its storage, the shop it works for, and every how many scans its browser is killed. */
interface Home {
  profile: string;
  url: string;
  killEvery: number;
}

/** A scanner whose browser keeps its storage on disk and may be killed. */
export class KilledScanner {
  kills = 0;
  readonly #home: Home;
  readonly #controller: MadeAccount;
  #context: BrowserContext;
  #page: Page;
  #shown = 0;

  private constructor(home: Home, controller: MadeAccount, context: BrowserContext, page: Page) {
    this.#home = home;
    this.#controller = controller;
    this.#context = context;
    this.#page = page;
  }

  /** Enrols it, begins a shift, and takes the network away. */
  static async open(at: {
    shop: TestShop;
    folder: string;
    gate: string;
    session: MadeSession;
    admin: Client;
    killEvery: number;
  }): Promise<KilledScanner> {
    const { shop } = at;
    const home: Home = { profile: join(at.folder, at.gate), url: shop.url, killEvery: at.killEvery };
    const context = await launch(home);
    const page = await context.newPage();
    const invited = await inviteScanner(at.admin, { name: `Porte ${at.gate}` });
    await page.goto(`/controle/enroler#token=${tokenOfInvitation(invited)}`);
    await page.getByRole('button', { name: 'Enrôler ce terminal' }).click();
    await page.getByRole('link', { name: 'Commencer une prise de poste' }).click();
    const controller = await shop.make.account('controller');
    await beginWork(page, controller, at.session, at.gate);
    await keptOffline(page);
    await setNetwork(page, false);
    // What a browser writes now and then by itself is not what is looked at.
    await wait(2_000);
    return new KilledScanner(home, controller, context, page);
  }

  /** Shows a ticket; true once it is green, and then the browser may be dead. */
  async show({ code }: CodedTicket): Promise<boolean> {
    this.#shown += 1;
    const green = this.#page.evaluate(
      () =>
        new Promise<boolean>((resolve) => {
          new MutationObserver((_changes, watcher) => {
            const verdict = document.querySelector('[role="alertdialog"]')?.getAttribute('data-verdict');
            if (verdict === undefined) return;
            watcher.disconnect();
            resolve(verdict === 'admitted');
          }).observe(document.body, { childList: true, subtree: true });
        }),
    );
    await this.#page.getByLabel('Code du billet').fill(code);
    await this.#page.keyboard.press('Enter');
    const isGreen = await green;
    if (this.#shown % this.#home.killEvery === 0) await this.#killAndStart();
    else await this.#page.getByRole('alertdialog').waitFor({ state: 'hidden' });
    return isGreen;
  }

  async #killAndStart(): Promise<void> {
    const pid = await browserOf(this.#home.profile);
    const gone = new Promise<void>((resolve) => this.#context.once('close', () => resolve()));
    process.kill(pid, 'SIGKILL');
    await gone;
    this.kills += 1;
    this.#context = await launch(this.#home);
    await this.#context.setOffline(true);
    this.#page = await this.#context.newPage();
    await this.#page.goto('/controle');
    await this.#page.getByLabel('Code du billet').waitFor();
  }

  /** Gives the network back, logs in again where the browser has forgotten the login, and waits until all is sent. */
  async send(): Promise<void> {
    await this.#context.setOffline(false);
    const email = this.#page.getByLabel('Adresse e-mail');
    const sent = this.#page.getByText('0 scan à envoyer');
    await email.or(sent).first().waitFor();
    if (await email.isVisible()) await logIn(this.#page, this.#controller);
    await sent.waitFor();
  }

  async close(): Promise<void> {
    await this.#context.close();
  }
}

function launch({ profile, url }: Home): Promise<BrowserContext> {
  const options = { ...phone, baseURL: url, locale: 'fr-FR', timezoneId: 'Europe/Paris' };
  return chromium.launchPersistentContext(profile, { executablePath, args: [...launchArguments], ...options });
}

/** The first process of the browser that works on a profile (Linux). */
async function browserOf(profile: string): Promise<number> {
  for (const name of await readdir('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    const line = await readFile(`/proc/${name}/cmdline`, 'utf8').catch(() => '');
    if (line.includes(`--user-data-dir=${profile}`) && !line.includes('--type=')) return Number(name);
  }
  throw new Error(`no browser works on ${profile}`);
}
