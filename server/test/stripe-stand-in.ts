import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Stripe from 'stripe';
import { stripeApiVersion } from '../src/modules/payments/providers/stripe/client.ts';
import { ApiFault, type Intent, invalid, StripeBooks, type StripeEvent } from './stripe-books.ts';

const secretKey = `sk_test_${'standin0'.repeat(4)}`;
const webhookSecret = `whsec_${'standin1'.repeat(4)}`;
export const standInPublicKey = `pk_test_${'standin2'.repeat(4)}`;

/** What a call is answered instead: before or after it had its effect. */
export type Fault = 'rate_limited' | 'server_error' | 'unavailable' | 'reset_before' | 'reset_after' | 'silence_after';

export interface StripeCall {
  method: string;
  path: string;
  params: Record<string, string>;
  idempotencyKey: string | null;
}

interface Answer {
  status: number;
  body: unknown;
  headers?: Record<string, string>;
}

type Params = Record<string, string>;
const metadataKey = /^metadata\[(\w+)\]$/;

/** The parameters that each call may have; the real API refuses others too. */
const known: Record<string, readonly (string | RegExp)[]> = {
  'POST /v1/payment_intents': ['amount', 'currency', 'description', 'allowed_payment_method_types[0]', metadataKey],
  'GET /v1/payment_intents/:id': [],
  'POST /v1/payment_intents/:id/cancel': ['cancellation_reason'],
  'POST /v1/payment_intents/:id/confirm': ['payment_method', 'client_secret', 'return_url'],
  'POST /v1/refunds': ['payment_intent', 'amount', 'reason', metadataKey],
  'GET /v1/refunds': ['payment_intent', 'limit', 'starting_after'],
};

/**
 * Stripe's API on this machine, as far as the shop calls it: checks method, path, parameters and headers as the real one
 * does, keeps intents and refunds, remembers idempotency keys, and fails when told to.
 */
export class StripeStandIn {
  readonly books = new StripeBooks();
  /** Every call of the shop's server, in order. */
  readonly calls: StripeCall[] = [];
  /** The next calls whose method and path start so are answered by these faults, one each. */
  readonly faults: { on: string; how: Fault }[] = [];
  readonly #kept = new Map<string, { fingerprint: string; answer: Answer }>();
  readonly #server: Server;
  #folder = '';

  constructor() {
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    this.#folder = await mkdtemp(join(tmpdir(), 'stripe-stand-in-'));
    for (const [name, text] of Object.entries({ 'secret-key': secretKey, 'webhook-secret': webhookSecret })) {
      await writeFile(join(this.#folder, name), `${text}\n`);
      await chmod(join(this.#folder, name), 0o600);
    }
  }

  get url(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the stand-in does not listen');
    return `http://127.0.0.1:${address.port}`;
  }

  /** The settings of a shop that pays here. */
  environment(): Record<string, string> {
    return {
      STRIPE_SECRET_KEY_FILE: join(this.#folder, 'secret-key'),
      STRIPE_WEBHOOK_SECRET_FILE: join(this.#folder, 'webhook-secret'),
      STRIPE_PUBLIC_KEY: standInPublicKey,
      STRIPE_API_BASE: this.url,
    };
  }

  /** The intent of a payment of the shop. */
  intentOf(payment: { id: string }): Intent {
    const found = [...this.books.intents.values()].filter((intent) => intent.metadata['og_payment'] === payment.id);
    const [intent] = found;
    if (intent === undefined || found.length > 1) throw new Error(`payment ${payment.id} has ${found.length} intents`);
    return intent;
  }

  /** Events of a kind about an intent, in the order in which they happened. */
  eventsOf(intentId: string, type: string): StripeEvent[] {
    return this.books.events.filter((event) => event.type === type && JSON.stringify(event).includes(intentId));
  }

  /** A day later: idempotency keys are forgotten. */
  forgetKeys(): void {
    this.#kept.clear();
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const url = new URL(request.url ?? '/', this.url);
    const method = request.method ?? '';
    const sent = method === 'GET' ? url.searchParams : new URLSearchParams(Buffer.concat(chunks).toString('utf8'));
    const params = Object.fromEntries(sent);
    const idempotencyKey = header(request, 'idempotency-key') ?? null;
    const isPayer = header(request, 'authorization') === `Bearer ${standInPublicKey}`;
    if (!isPayer) this.calls.push({ method, path: url.pathname, params, idempotencyKey });
    const fault = isPayer ? null : this.#nextFault(`${method} ${url.pathname}`);
    if (fault === 'reset_before') return void request.socket.destroy();
    if (fault === 'rate_limited') return send(response, { status: 429, body: error('rate_limit_error', 'rate_limit') });
    if (fault === 'unavailable') return send(response, { status: 503, body: error('api_error', null) });
    const call = () => this.#answer(request, { method, path: url.pathname, params, isPayer });
    const answer = this.#once(idempotencyKey, `${method} ${url.pathname} ${JSON.stringify(params)}`, () =>
      fault === 'server_error' ? kept500 : call(),
    );
    if (fault === 'reset_after') return void request.socket.destroy();
    if (fault !== 'silence_after') send(response, answer);
  }

  #nextFault(call: string): Fault | null {
    const at = this.faults.findIndex(({ on }) => call.startsWith(on));
    return at < 0 ? null : (this.faults.splice(at, 1)[0]?.how ?? null);
  }

  /** The answer kept under a key, whatever it was, unless the call never began; another call under it is refused. */
  #once(key: string | null, fingerprint: string, run: () => Answer): Answer {
    const before = key === null ? undefined : this.#kept.get(key);
    if (before !== undefined) {
      if (before.fingerprint !== fingerprint) return { status: 400, body: error('idempotency_error', null) };
      return { ...before.answer, headers: { ...before.answer.headers, 'idempotent-replayed': 'true' } };
    }
    const answer = run();
    const began = answer.status < 400 || answer.status >= 500;
    // Kept as it is now: the object behind it goes on changing.
    if (key !== null && began) this.#kept.set(key, { fingerprint, answer: structuredClone(answer) });
    return answer;
  }

  #answer(request: IncomingMessage, call: { method: string; path: string; params: Params; isPayer: boolean }): Answer {
    try {
      return { status: 200, body: this.#run(request, call) };
    } catch (fault) {
      if (!(fault instanceof ApiFault)) throw fault;
      return { status: fault.status, body: { error: { message: fault.message, ...fault.error } } };
    }
  }

  #run(
    request: IncomingMessage,
    { method, path, params, isPayer }: { method: string; path: string; params: Params; isPayer: boolean },
  ): unknown {
    const id = /^\/v1\/payment_intents\/(pi_\w+)/.exec(path)?.[1] ?? '';
    const name = `${method} ${id === '' ? path : path.replace(id, ':id')}`;
    checkCall(request, name, params, isPayer);
    switch (name) {
      case 'POST /v1/payment_intents':
        return this.books.createIntent({ ...readIntent(params), metadata: metadataOf(params) });
      case 'GET /v1/payment_intents/:id':
        return this.books.intent(id);
      case 'POST /v1/payment_intents/:id/cancel':
        return this.books.cancelIntent(id, params['cancellation_reason'] ?? null);
      case 'POST /v1/payment_intents/:id/confirm':
        if (params['client_secret'] !== this.books.intent(id).client_secret) throw invalid('resource_missing', 'No.');
        return this.books.confirm(id, params['payment_method'] ?? '');
      case 'POST /v1/refunds':
        return this.books.createRefund({
          payment_intent: params['payment_intent'] ?? '',
          amount: Number(params['amount']),
          metadata: metadataOf(params),
        });
      default:
        return this.#listRefunds(params);
    }
  }

  #listRefunds(params: Params): unknown {
    const all = [...this.books.refunds.values()].filter((refund) => refund.payment_intent === params['payment_intent']);
    const newest = all.toReversed();
    const from = newest.findIndex((refund) => refund.id === params['starting_after']) + 1;
    const limit = Number(params['limit'] ?? 10);
    const data = newest.slice(from, from + limit);
    return { object: 'list', url: '/v1/refunds', data, has_more: from + limit < newest.length };
  }
}

const kept500: Answer = {
  status: 500,
  body: error('api_error', null),
  headers: { 'stripe-should-retry': 'false' },
};

function checkCall(request: IncomingMessage, name: string, params: Params, isPayer: boolean): void {
  const allowed = known[name];
  if (allowed === undefined)
    throw new ApiFault(404, { type: 'invalid_request_error', message: `Unrecognized: ${name}` });
  const isConfirm = name.endsWith('/confirm');
  const isOwner = header(request, 'authorization') === `Bearer ${secretKey}`;
  if (isConfirm ? !isPayer : !isOwner)
    throw new ApiFault(401, { type: 'invalid_request_error', message: 'Invalid API Key' });
  if (!isPayer && header(request, 'stripe-version') !== stripeApiVersion) throw invalid('version', 'Unpinned version.');
  const isForm = header(request, 'content-type')?.startsWith('application/x-www-form-urlencoded') === true;
  if (name.startsWith('POST') && !isForm) throw invalid('parameter_invalid', 'Not a form.');
  for (const param of Object.keys(params)) {
    if (param.startsWith('payment_method_types')) throw invalid('payment_method_types_no_longer_supported', param);
    const fits = allowed.some((one) => (typeof one === 'string' ? one === param : one.test(param)));
    if (!fits) throw invalid('parameter_unknown', `Received unknown parameter: ${param}`);
  }
}

function readIntent(params: Params): { amount: number; currency: string; description: string } {
  const amount = Number(params['amount']);
  if (!Number.isSafeInteger(amount)) throw invalid('parameter_invalid_integer', 'Invalid integer: amount');
  if (params['currency'] !== 'eur') throw invalid('parameter_invalid', 'Invalid currency');
  if (params['allowed_payment_method_types[0]'] !== 'card')
    throw invalid('parameter_missing', 'only cards are tried here');
  return { amount, currency: 'eur', description: params['description'] ?? '' };
}

function metadataOf(params: Params): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const key = metadataKey.exec(name)?.[1];
      return key === undefined ? [] : [[key, value]];
    }),
  );
}

function error(type: string, code: string | null): unknown {
  return { error: { type, message: 'The stand-in was told to fail.', ...(code === null ? {} : { code }) } };
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value[0] : value;
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  response.writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_standin', ...headers });
  response.end(JSON.stringify(body));
}

/** The header that Stripe would sign these bytes with, by the SDK's own maker of test headers. */
export function signStripe(body: string, wanted: { secret?: string; ageSeconds?: number } = {}): string {
  return Stripe.webhooks.generateTestHeaderString({
    payload: body,
    secret: wanted.secret ?? webhookSecret,
    timestamp: Math.floor(Date.now() / 1000) - (wanted.ageSeconds ?? 0),
  });
}

/** Posts a body to a shop's webhook for Stripe, signed unless another signature is given; gives the status. */
export async function tellStripe(shopUrl: string, body: string, signature?: string | null): Promise<number> {
  const signed = signature === undefined ? signStripe(body) : signature;
  const response = await fetch(`${shopUrl}/api/v1/payments/webhooks/stripe`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(signed === null ? {} : { 'stripe-signature': signed }) },
    body,
  });
  await response.arrayBuffer();
  return response.status;
}

/** Sends an event as Stripe does: pretty-printed JSON. */
export function deliverStripe(shopUrl: string, event: StripeEvent): Promise<number> {
  return tellStripe(shopUrl, JSON.stringify(event, null, 2));
}
