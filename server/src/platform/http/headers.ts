import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const nobody: string[] = ["'none'"];
const ourselves: string[] = ["'self'"];

/** Kinds of pages that need something of their own; `shop` is every other reply. */
type PageKind = 'shop' | 'gate' | 'stripePayment';

/**
 * The directives of a reply. The gate alone may also compile the wasm of its code reader; the payment page alone may load
 * Stripe, by the hosts that Stripe names for Stripe.js (https://docs.stripe.com/security/guide#content-security-policy),
 * without those for its maps, which we do not use.
 */
function contentSecurityPolicy(kind: PageKind): Record<string, string[]> {
  const atGate = kind === 'gate';
  const withStripe = kind === 'stripePayment';
  return {
    defaultSrc: nobody,
    scriptSrc: [
      ...ourselves,
      ...(atGate ? ["'wasm-unsafe-eval'"] : []),
      ...(withStripe ? ['https://js.stripe.com', 'https://*.js.stripe.com'] : []),
    ],
    styleSrc: ourselves,
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ourselves,
    connectSrc: withStripe ? [...ourselves, 'https://api.stripe.com'] : ourselves,
    frameSrc: withStripe ? ['https://js.stripe.com', 'https://*.js.stripe.com', 'https://hooks.stripe.com'] : nobody,
    mediaSrc: atGate ? ["'self'", 'blob:'] : nobody,
    manifestSrc: ourselves,
    workerSrc: ourselves,
    formAction: ourselves,
    baseUri: nobody,
    objectSrc: nobody,
    frameAncestors: nobody,
  };
}

function kindOf(url: string, stripe: boolean): PageKind {
  if (/^\/controle(?:[/?]|$)/.test(url)) return 'gate';
  return stripe && /^\/paiement(?:[/?]|$)/.test(url) ? 'stripePayment' : 'shop';
}

/**
 * Security headers on every reply: CSP, HSTS, X-Frame-Options, nosniff, COOP, CORP, Referrer and Permissions policy.
 * `stripe`: payment pages may load Stripe's element.
 */
export async function addSecurityHeaders(server: FastifyInstance, { stripe }: { stripe: boolean }): Promise<void> {
  await server.register(helmet, {
    global: true,
    contentSecurityPolicy: false,
    frameguard: { action: 'deny' },
    hsts: { maxAge: 63_072_000, includeSubDomains: true },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  });
  const policies: Record<PageKind, string> = {
    shop: policyText('shop'),
    gate: policyText('gate'),
    stripePayment: policyText('stripePayment'),
  };
  server.addHook('onSend', (request, answer, payload, done) => {
    const kind = kindOf(request.url, stripe);
    const atGate = kind === 'gate';
    answer.header('content-security-policy', policies[kind]);
    answer.header('permissions-policy', permissionsPolicy(atGate));
    if (request.url.startsWith('/api/') && !answer.hasHeader('cache-control'))
      answer.header('cache-control', 'no-store');
    done(null, payload);
  });
}

function permissionsPolicy(atGate: boolean): string {
  return `camera=(${atGate ? 'self' : ''}), microphone=(), geolocation=(), payment=()`;
}

function policyText(kind: PageKind): string {
  return Object.entries(contentSecurityPolicy(kind))
    .map(([name, sources]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${sources.join(' ')}`)
    .join('; ');
}

/**
 * The headers of a reply that is sent without the framework, under the names and with the values that `addSecurityHeaders`
 * gives to replies of the API; a test compares the two.
 */
export const bareHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': policyText('shop'),
  'permissions-policy': permissionsPolicy(false),
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1',
  'referrer-policy': 'strict-origin-when-cross-origin',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-dns-prefetch-control': 'off',
  'x-download-options': 'noopen',
  'x-frame-options': 'DENY',
  'x-permitted-cross-domain-policies': 'none',
  'x-xss-protection': '0',
  'cache-control': 'no-store',
};
