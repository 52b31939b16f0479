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
  expectSafe(path, response.headers);
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

/** C48: what every reply carries, whatever it is. */
function expectSafe(path: string, headers: Headers): void {
  const seen = Object.fromEntries(
    [
      'x-content-type-options',
      'x-frame-options',
      'cross-origin-opener-policy',
      'cross-origin-resource-policy',
      'referrer-policy',
    ].map((name) => [name, headers.get(name)]),
  );
  expect([path, seen]).toEqual([
    path,
    {
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': expect.stringMatching(/^(?:strict-origin-when-cross-origin|no-referrer)$/),
    },
  ]);
  const policy = headers.get('content-security-policy') ?? '';
  expect([path, policy]).toEqual([
    path,
    expect.stringMatching(/default-src 'none'.*base-uri 'none'.*frame-ancestors 'none'/),
  ]);
  const isGate = /^\/controle(?:[/?]|$)/.test(path);
  expect([path, policy.includes("'wasm-unsafe-eval'")]).toEqual([path, isGate]);
  expect(policy).not.toMatch(/unsafe-(?:inline|eval)(?<!wasm-unsafe-eval)/);
  const camera = isGate ? 'camera=(self)' : 'camera=()';
  expect([path, headers.get('permissions-policy')]).toEqual([path, expect.stringContaining(camera)]);
  expect([path, headers.get('strict-transport-security')]).toEqual([path, 'max-age=63072000; includeSubDomains']);
  if (path.startsWith('/api/v1/'))
    expect([path, headers.get('cache-control')]).toEqual([path, expect.stringMatching(/no-store|no-cache|private/)]);
}

test('every method of every route, refusals, what is not there and what is no page have the headers of all replies', async () => {
  const calls = endpoints.map(({ method, path }) => [method, `${apiPrefix}${path.replace(/:\w+/g, id)}`] as const);
  const others = [
    ['GET', '/.well-known/security.txt'],
    ['GET', '/api/openapi.json'],
    ['GET', '/api/docs/'],
    ['GET', '/api/v1/nothing'],
    ['GET', '/controle/session'],
    ['GET', '/dev/mailbox'],
    ['GET', '/simulated-bank/pay/none'],
    ['GET', '/icon.svg'],
    ['GET', '/../package.json'],
    ['GET', '/.git/config'],
    ['HEAD', '/'],
    ['OPTIONS', '/api/v1/sessions'],
    ['PUT', '/api/v1/sessions'],
    ['POST', '/'],
  ] as const;
  for (const [method, path] of [...calls, ...others]) {
    const response = await fetch(`${without.url}${path}`, { method, redirect: 'manual' });
    expectSafe(path, response.headers);
    expect([path, response.headers.get('access-control-allow-origin'), response.headers.get('server')]).toEqual([
      path,
      null,
      null,
    ]);
    await response.body?.cancel();
  }
});

test('where to tell of a weakness stands where RFC 9116 wants it', async () => {
  const response = await fetch(`${without.url}/.well-known/security.txt`);
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
  expect(text).toMatch(
    /^Contact: mailto:\S+@\S+\nExpires: \d{4}-\d\d-\d\dT[\d:.]+Z\nPreferred-Languages: fr, en\nCanonical: http\S+\/\.well-known\/security\.txt\n$/,
  );
  const expires = Date.parse(/Expires: (\S+)/.exec(text)?.[1] ?? '');
  expect(expires).toBeGreaterThan(Date.now());
});

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
