import type { Page } from 'playwright-core';

/** Fills the login form of the page shown, the shop's or the gate's, and sends it. */
export async function logIn(page: Page, account: { email: string; password: string }): Promise<void> {
  await page.getByLabel('Adresse e-mail').fill(account.email);
  await page.getByLabel('Mot de passe', { exact: true }).fill(account.password);
  await page.keyboard.press('Enter');
}
