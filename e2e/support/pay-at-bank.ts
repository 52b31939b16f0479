import type { Page } from 'playwright-core';

/** From the shop's payment page to the form of the simulated bank, and pays there with a test card. */
export async function payAtBank(page: Page, number: string): Promise<void> {
  await page.getByRole('link', { name: /^Payer/ }).click();
  await fillCard(page, number);
}

/** Fills the form of the simulated bank and sends it. */
export async function fillCard(page: Page, number: string): Promise<void> {
  await page.getByLabel('Numéro de carte').fill(number);
  await page.getByLabel('Date d’expiration').fill('12/39');
  await page.getByLabel('Cryptogramme').fill('123');
  await page.getByRole('button', { name: /^Payer/ }).click();
}
