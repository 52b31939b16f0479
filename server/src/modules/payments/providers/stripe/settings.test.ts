import { chmod, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { StripeStandIn } from '../../../../../test/stripe-stand-in.ts';
import { readConfig } from '../../../../config.ts';

// Stripe is on with all of its settings, off with none, and nothing in between starts.

const standIn = new StripeStandIn();
let right: Record<string, string>;

beforeAll(async () => {
  await standIn.start();
  right = standIn.environment();
});
afterAll(() => standIn.close());

function without(...names: string[]): Record<string, string> {
  return Object.fromEntries(Object.entries(right).filter(([name]) => !names.includes(name)));
}

/** A secret file beside the right ones, with another content. */
async function fileWith(text: string, mode = 0o600): Promise<string> {
  const path = `${right['STRIPE_SECRET_KEY_FILE'] ?? ''}-${Math.random()}`;
  await writeFile(path, text);
  await chmod(path, mode);
  return path;
}

test('with all of its settings Stripe is on, with none it is off', () => {
  expect(readConfig(right).stripe?.secretKey.reveal()).toMatch(/^sk_test_/);
  expect(readConfig(right).stripe?.apiBase?.href).toBe(`${standIn.url}/`);
  expect(readConfig(without('STRIPE_API_BASE')).stripe?.apiBase).toBeNull();
  expect(readConfig({}).stripe).toBeNull();
});

test.each([
  [['STRIPE_PUBLIC_KEY'], 'STRIPE_PUBLIC_KEY missing'],
  [
    ['STRIPE_SECRET_KEY_FILE', 'STRIPE_WEBHOOK_SECRET_FILE'],
    'STRIPE_SECRET_KEY_FILE, STRIPE_WEBHOOK_SECRET_FILE missing',
  ],
])('some settings without %o are refused', (missing, said) => {
  expect(() => readConfig(without(...missing))).toThrow(said);
});

const livePublic = `pk_live_${'x'.repeat(30)}`;

test.each([
  ['STRIPE_PUBLIC_KEY', 'sk_test_xxxxxxxxxxxxxxxx', 'STRIPE_PUBLIC_KEY must be a publishable key'],
  ['STRIPE_PUBLIC_KEY', livePublic, 'of different modes'],
  ['STRIPE_SECRET_KEY_FILE', '/nowhere/key', 'STRIPE_SECRET_KEY_FILE: the file /nowhere/key does not exist'],
  ['STRIPE_API_BASE', 'http://stripe.example.org', 'STRIPE_API_BASE must be https, or http on this machine'],
  ['STRIPE_API_BASE', 'https://stripe.example.org/v1', 'without a path'],
  ['STRIPE_API_BASE', 'ftp://127.0.0.1', 'STRIPE_API_BASE must be https'],
  ['STRIPE_API_BASE', 'not an address', 'STRIPE_API_BASE must be https'],
])('%s=%s is refused', (name, value, said) => {
  expect(() => readConfig({ ...right, [name]: value })).toThrow(said);
});

test('a secret that is something else, open to everybody or for another mode is refused, and never shown', async () => {
  const faults = [
    [{ STRIPE_SECRET_KEY_FILE: await fileWith('pk_test_aaaaaaaaaaaaaaaaaaaaaa') }, 'does not hold'],
    [{ STRIPE_WEBHOOK_SECRET_FILE: await fileWith('') }, 'is empty'],
    [{ STRIPE_SECRET_KEY_FILE: await fileWith(`sk_test_${'a'.repeat(24)}`, 0o644) }, 'is open to every user'],
    [
      { STRIPE_SECRET_KEY_FILE: await fileWith(`sk_live_${'a'.repeat(24)}`), STRIPE_PUBLIC_KEY: livePublic },
      'STRIPE_API_BASE takes test keys only',
    ],
  ] as const;
  for (const [changed, said] of faults) {
    const start = () => readConfig({ ...right, ...changed });
    expect(start).toThrow(said);
    expect(start).not.toThrow(/aaaaaa/);
  }
});
