import type { Browser, BrowserContext, Page } from 'playwright-core';
import { desktop, phone } from '../../e2e/support/browser.ts';

/** Every page is taken in each of these: two widths, both themes, both languages. */
export const looks = [
  { name: 'phone-light-fr', options: { ...phone, deviceScaleFactor: 1 }, colorScheme: 'light', language: 'fr' },
  { name: 'desktop-dark-en', options: desktop, colorScheme: 'dark', language: 'en' },
] as const;
export type Look = (typeof looks)[number];

interface Account {
  email: string;
  password: string;
}

/** A browser of its own in a look, logged in where an account is given. No worker keeps pages in it: each is asked for. */
export async function openLook(browser: Browser, url: string, look: Look, account?: Account): Promise<BrowserContext> {
  const { options, colorScheme, language } = look;
  const context = await browser.newContext({
    ...options,
    colorScheme,
    baseURL: url,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    reducedMotion: 'reduce',
    serviceWorkers: 'block',
  });
  await context.addInitScript((chosen) => localStorage.setItem('og-tickets.language', chosen), language);
  if (account !== undefined) {
    const page = await context.newPage();
    await page.goto('/connexion?suite=/contact');
    await sendLogin(page, account);
    await page.waitForURL((address) => !address.pathname.endsWith('/connexion'));
    await page.close();
  }
  return context;
}

/** Fills the login form of whatever page shows it, in whatever language, and sends it. */
export async function sendLogin(page: Page, { email, password }: Account): Promise<void> {
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.keyboard.press('Enter');
}
