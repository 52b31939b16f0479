import type { Browser, Page } from 'playwright-core';
import { openPage } from '../../../../e2e/support/browser.ts';

/** What our pages never have, and what a text becomes where it is taken for more than a text. */
const markup = [
  ...['onerror', 'onload', 'onfocus', 'ontoggle', 'onmouseover', 'onstart'].map((name) => `[${name}]`),
  'object, embed, base, math, marquee, template, img[src="x"], meta[http-equiv="refresh"]',
  ...['href', 'src', 'action', 'srcdoc'].map((name) => `[${name}*="evil.example"]`),
  ...['href', 'src', 'data'].map((name) => `[${name}^="javascript:"]`),
].join(',');

/** For so long a page may go on asking. */
const restMs = 5_000;

/** What was seen of a page. `read`: texts that stand there; `markup`: elements that one of them became. */
export interface Look {
  ran: number;
  read: number;
  markup: string[];
  faults: string[];
}

/** A text as a page shows it: any space is one. */
const shown = (text: string): string => text.replace(/[\s\u2028]+/g, ' ').trim();

/** A page that notes what runs on it. */
export class WatchedPages {
  readonly page: Page;
  readonly #faults: string[];
  readonly #texts: readonly string[];
  #calls: string[] = [];

  private constructor(page: Page, faults: string[], texts: readonly string[]) {
    this.page = page;
    this.#faults = faults;
    this.#texts = texts;
    page.on('request', (request) => {
      if (request.url().includes('evil.example')) this.#calls.push(request.url());
    });
    page.on('dialog', (dialog) => void dialog.dismiss());
  }

  static async open(browser: Browser, texts: readonly string[]): Promise<WatchedPages> {
    const { page, faults } = await openPage(browser, {}, [401, 404, 429]);
    // A machine that others use takes its time.
    page.setDefaultTimeout(120_000);
    await page.addInitScript(() => {
      Reflect.set(globalThis, 'ranTimes', 0);
      Reflect.set(globalThis, 'ran', () =>
        Reflect.set(globalThis, 'ranTimes', Reflect.get(globalThis, 'ranTimes') + 1),
      );
    });
    return new WatchedPages(page, faults, texts);
  }

  /** Logs in by the form. */
  async logIn(url: string, account: { email: string; password: string }, path: string): Promise<void> {
    await this.page.goto(`${url}/connexion?suite=${encodeURIComponent(path)}`);
    await this.page.locator('input[type=email]').fill(account.email);
    await this.page.locator('input[type=password]').fill(account.password);
    await this.page.keyboard.press('Enter');
    await this.page.waitForURL((at) => at.pathname === path);
  }

  /** Opens an address as a visitor does, moves pointer and focus, and says what was seen. */
  async look(url: string): Promise<Look> {
    const before = this.#faults.length;
    this.#calls = [];
    await this.page.goto(url);
    await this.page.locator('h1').waitFor();
    // A page that follows what happens never comes to rest.
    await this.page.waitForLoadState('networkidle', { timeout: restMs }).catch(() => undefined);
    await this.page.mouse.move(200, 300);
    await this.page.keyboard.press('Tab');
    const seen = await this.page.evaluate((selector) => {
      const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value);
      return {
        ran: Number(Reflect.get(globalThis, 'ranTimes')),
        text: [document.title, document.body.innerText, ...fields].join('\n'),
        markup: [...document.querySelectorAll(selector)].map(({ outerHTML }) => outerHTML.slice(0, 120)),
      };
    }, markup);
    const text = shown(seen.text);
    return {
      ran: seen.ran,
      read: this.#texts.filter((one) => text.includes(shown(one))).length,
      markup: [...seen.markup, ...this.#calls],
      faults: this.#faults.slice(before),
    };
  }

  /** What documents hold as a program without scripts takes them: markup that a text became, links that are not the shop's. */
  async parse(documents: readonly string[], origin: string): Promise<{ markup: string[]; links: string[] }> {
    return this.page.evaluate(
      ({ all, selector, shop }) => {
        const found = { markup: [] as string[], links: [] as string[] };
        for (const html of all) {
          const parsed = new DOMParser().parseFromString(html, 'text/html');
          const scripts = [...parsed.querySelectorAll('script')].filter(
            ({ type, text }) => !type.includes('json') && text.includes('ran('),
          );
          for (const one of [...parsed.querySelectorAll(selector), ...scripts])
            found.markup.push(one.outerHTML.slice(0, 120));
          for (const link of parsed.querySelectorAll('a[href], area[href], form[action]')) {
            const to = link.getAttribute('href') ?? link.getAttribute('action') ?? '';
            if (!/^(\/|#|mailto:)/.test(to) && !to.startsWith(shop)) found.links.push(to);
          }
        }
        return found;
      },
      { all: documents, selector: markup, shop: origin },
    );
  }
}
