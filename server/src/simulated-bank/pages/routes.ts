import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { BankContext } from '../bank-context.ts';
import type { ChargeRow } from '../books.ts';
import { cardFaults } from '../cards.ts';
import { challengePage, formPage, missingPage, pagePath } from './render.ts';
import { bankStyle } from './style.ts';
import type { Language } from './words.ts';

const hourSeconds = 3_600;
const oneCharge = { type: 'object', required: ['secret'], properties: { secret: { type: 'string', maxLength: 200 } } };
const inLanguage = { type: 'object', properties: { lang: { type: 'string', maxLength: 10 } } };

interface PageRequest {
  Params: { secret: string };
  Querystring: { lang?: string };
}

/** French unless the link or the browser asks for English. */
function languageOf(request: FastifyRequest<PageRequest>): Language {
  if (request.query.lang === 'en' || request.query.lang === 'fr') return request.query.lang;
  return /^\s*en\b/i.test(request.headers['accept-language'] ?? '') ? 'en' : 'fr';
}

/** One field of a form that a browser sent, empty when it is absent or absurdly long. */
function typedIn(body: unknown, name: string): string {
  const value = body instanceof URLSearchParams ? (body.get(name) ?? '') : '';
  return value.length <= 40 ? value : '';
}

/** Where a browser may go from this page: here, and back to the shop that the payer came from. */
function policyFor(charge: ChargeRow | null): string {
  const shop = charge === null ? null : URL.parse(charge.returnUrl)?.origin;
  const forms = shop === null || shop === undefined ? "'self'" : `'self' ${shop}`;
  return `default-src 'none'; style-src 'self'; form-action ${forms}; base-uri 'none'; frame-ancestors 'none'`;
}

/** The pages that the payer sees: card form, 3-D Secure, and back to the shop. They work without JavaScript. */
export async function addPages(server: FastifyInstance, { bank, base, nowMs }: BankContext): Promise<void> {
  server.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) =>
    done(null, new URLSearchParams(String(body))),
  );
  const policies = new WeakMap<FastifyReply, string>();
  // The bank's own policy and privacy, whatever the server that it is mounted in says.
  server.addHook('onSend', async (request, answer) => {
    answer.header('content-security-policy', policies.get(answer) ?? policyFor(null));
    answer.header('referrer-policy', 'no-referrer');
    answer.header('x-content-type-options', 'nosniff');
    if (!request.url.endsWith('.css')) answer.header('cache-control', 'no-store');
  });
  server.get('/style.css', async (_request, answer) =>
    answer.type('text/css; charset=utf-8').header('cache-control', `public, max-age=${hourSeconds}`).send(bankStyle),
  );
  const page = (answer: FastifyReply, charge: ChargeRow | null, html: string, status = 200): FastifyReply => {
    policies.set(answer, policyFor(charge));
    return answer.status(status).type('text/html; charset=utf-8').send(html);
  };
  const at = { schema: { params: oneCharge, querystring: inLanguage } };

  server.get<PageRequest>('/pay/:secret', at, async (request, answer) => {
    const language = languageOf(request);
    const charge = await bank.read('client_secret', request.params.secret);
    if (charge === null) return page(answer, null, missingPage(language, base), 404);
    if (charge.status === 'requires_action') return answer.redirect(pagePath(base, charge, '/3ds', language), 303);
    if (charge.status !== 'open') return answer.redirect(charge.returnUrl, 303);
    return page(answer, charge, formPage({ charge, language, base }, { faults: [], expiry: '' }));
  });

  server.post<PageRequest>('/pay/:secret', at, async (request, answer) => {
    const language = languageOf(request);
    const charge = await bank.read('client_secret', request.params.secret);
    if (charge === null) return page(answer, null, missingPage(language, base), 404);
    const typed = (name: string): string => typedIn(request.body, name);
    const card = { cardNumber: typed('cardNumber'), expiry: typed('expiry'), cvc: typed('cvc') };
    const faults = charge.status === 'open' ? cardFaults(card, nowMs()) : [];
    if (faults.length > 0) {
      return page(answer, charge, formPage({ charge, language, base }, { faults, expiry: card.expiry }), 422);
    }
    // What is decided already stays: a second click, a second tab or a step back takes no second amount.
    const paid =
      charge.status === 'open'
        ? await bank.pay({ id: charge.id, clientSecret: charge.clientSecret, cardNumber: card.cardNumber })
        : charge;
    if (paid?.status === 'requires_action') return answer.redirect(pagePath(base, charge, '/3ds', language), 303);
    return answer.redirect(charge.returnUrl, 303);
  });

  server.get<PageRequest>('/pay/:secret/3ds', at, async (request, answer) => {
    const language = languageOf(request);
    const charge = await bank.read('client_secret', request.params.secret);
    if (charge === null) return page(answer, null, missingPage(language, base), 404);
    if (charge.status !== 'requires_action') return answer.redirect(charge.returnUrl, 303);
    return page(answer, charge, challengePage({ charge, language, base }));
  });

  server.post<PageRequest>('/pay/:secret/3ds', at, async (request, answer) => {
    const charge = await bank.read('client_secret', request.params.secret);
    if (charge === null) return page(answer, null, missingPage(languageOf(request), base), 404);
    const given = typedIn(request.body, 'answer');
    await bank.answer(charge.id, given === 'accept' || given === 'refuse' ? given : 'abandon');
    return answer.redirect(charge.returnUrl, 303);
  });
}
