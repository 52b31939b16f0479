import { expect, test } from 'vitest';
import { readConfig } from './config.ts';
import { StartupError } from './platform/startup-error.ts';

const right = {
  OG_DEMO: '0',
  PUBLIC_URL: 'http://localhost:3000',
  SIMULATED_BANK: '1',
  SELLER_NAME: 'Billetterie SAS, capital de 10 000 €',
  SELLER_ADDRESS: '3 rue des Lices | 35000 Rennes',
  SELLER_REGISTRATION: 'RCS Rennes 123 456 789',
  SELLER_VAT_NUMBER: 'FR12 123456789',
  SELLER_EMAIL: 'factures@example.org',
};
const settings = Object.keys(right).filter((name) => name.startsWith('SELLER_'));

test('a shop that is no demo does not start without saying who sells', () => {
  expect(() => readConfig({ OG_DEMO: '0' })).toThrow(StartupError);
  expect(() => readConfig({ OG_DEMO: '0' })).toThrow(`invoices must say who sells: ${settings.join(', ')} missing`);
  expect(readConfig(right).seller).toMatchObject({ isDemo: false, address: '3 rue des Lices\n35000 Rennes' });
});

test.each(settings)('nor without %s, and a demo with a part of it does not either', (name) => {
  for (const demo of ['0', '1']) {
    expect(() => readConfig({ ...right, OG_DEMO: demo, [name]: ' ' })).toThrow(`${name} missing`);
  }
});

test('a demo without any of it has an invented seller', () => {
  expect(readConfig({}).seller.isDemo).toBe(true);
});
