import { endpoints } from '@og-tickets/contract/endpoints.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { StripeStandIn } from '../../../test/stripe-stand-in.ts';
import { apiPrefix } from './server.ts';

// Stripe's hosts stand in the policy of payment pages of a shop with Stripe, and nowhere else.

const standIn = new StripeStandIn();
let withStripe: TestShop;
let without: TestShop;

beforeAll(async () => {
  await standIn.start();
  withStripe = await startTestShop({ environment: standIn.environment() });
  without = await startTestShop();
});
afterAll(async () => {
  await withStripe.close();
  await without.close();
  await standIn.close();
});

const id = '01a206f4-e03e-7852-9b9e-788c88294863';
const paymentPages = ['/paiement', `/paiement/${id}`, `/paiement/${id}?payment_intent=pi_1&redirect_status=succeeded`];
/** Pages of every area, near misses of the payment page, and what is no page. */
const otherPages = [
  '/',
  '/epreuves',
  '/panier',
  '/commande',
  '/commandes',
  '/confirmation/ABCDEF',
  '/billets',
  '/connexion',
  '/conditions',
  '/controle',
  '/paiements',
  '/paiement-x',
  `/x/paiement/${id}`,
  `/Paiement/${id}`,
  `/?next=/paiement/${id}`,
  '/assets/none.js',
  '/robots.txt',
  '/healthz',
  '/readyz',
];
const apiPaths = endpoints.map(({ path }) => `${apiPrefix}${path.replace(/:\w+/g, id)}`);

async function policyOf(shop: TestShop, path: string): Promise<Map<string, string[]>> {
  const response = await fetch(`${shop.url}${path}`, { redirect: 'manual' });
  await response.body?.cancel();
  const text = response.headers.get('content-security-policy');
  if (text === null) throw new Error(`${path} has no policy`);
  expect(text, path).not.toMatch(/'unsafe-/);
  return new Map(
    text.split('; ').map((directive) => {
      const [name = '', ...sources] = directive.split(' ');
      return [name, sources];
    }),
  );
}

test('payment pages of a shop with Stripe may load Stripe.js, frame its fields and call its API', async () => {
  for (const path of paymentPages) {
    const policy = await policyOf(withStripe, path);
    expect(policy.get('script-src'), path).toEqual(["'self'", 'https://js.stripe.com', 'https://*.js.stripe.com']);
    expect(policy.get('connect-src')).toEqual(["'self'", 'https://api.stripe.com']);
    const frames = ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'];
    expect(policy.get('frame-src')).toEqual(frames);
    expect(policy.get('default-src')).toEqual(["'none'"]);
    expect(policy.get('style-src')).toEqual(["'self'"]);
    expect(policy.get('frame-ancestors')).toEqual(["'none'"]);
  }
});

test('no other page or reply names Stripe, and no reply at all of a shop without it', async () => {
  expect(apiPaths.length).toBeGreaterThan(30);
  for (const path of [...otherPages, ...apiPaths]) {
    const policy = await policyOf(withStripe, path);
    expect([...policy.values()].flat().join(' '), path).not.toContain('stripe');
    expect(policy.get('frame-src'), path).toEqual(["'none'"]);
  }
  for (const path of [...paymentPages, ...otherPages, ...apiPaths]) {
    const policy = await policyOf(without, path);
    expect([...policy.values()].flat().join(' '), path).not.toContain('stripe');
  }
});
