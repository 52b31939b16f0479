import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';

const nobody: string[] = ["'none'"];
const ourselves: string[] = ["'self'"];

/** The directives of every page and reply; the gate alone may also compile the wasm of its code reader. */
function contentSecurityPolicy(atGate: boolean): Record<string, string[]> {
  return {
    defaultSrc: nobody,
    scriptSrc: atGate ? ["'self'", "'wasm-unsafe-eval'"] : ourselves,
    styleSrc: ourselves,
    imgSrc: ["'self'", 'data:', 'blob:'],
    fontSrc: ourselves,
    connectSrc: ourselves,
    mediaSrc: atGate ? ["'self'", 'blob:'] : nobody,
    manifestSrc: ourselves,
    workerSrc: ourselves,
    formAction: ourselves,
    baseUri: nobody,
    objectSrc: nobody,
    frameAncestors: nobody,
  };
}

function isGatePage(url: string): boolean {
  return /^\/controle(?:[/?]|$)/.test(url);
}

/** Security headers on every reply: CSP, HSTS, X-Frame-Options, nosniff, COOP, CORP, Referrer and Permissions policy. */
export async function addSecurityHeaders(server: FastifyInstance): Promise<void> {
  await server.register(helmet, {
    global: true,
    contentSecurityPolicy: false,
    frameguard: { action: 'deny' },
    hsts: { maxAge: 63_072_000, includeSubDomains: true },
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
  });
  const policies = { shop: policyText(false), gate: policyText(true) };
  server.addHook('onSend', async (request, answer) => {
    const atGate = isGatePage(request.url);
    answer.header('content-security-policy', atGate ? policies.gate : policies.shop);
    answer.header('permissions-policy', `camera=(${atGate ? 'self' : ''}), microphone=(), geolocation=(), payment=()`);
    if (request.url.startsWith('/api/') && !answer.hasHeader('cache-control'))
      answer.header('cache-control', 'no-store');
  });
}

function policyText(atGate: boolean): string {
  return Object.entries(contentSecurityPolicy(atGate))
    .map(([name, sources]) => `${name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)} ${sources.join(' ')}`)
    .join('; ');
}
