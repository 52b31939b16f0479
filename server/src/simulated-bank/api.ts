import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Bank, BankRefusal, type ChargeOrder, tell } from './bank.ts';
import type { BankContext } from './bank-context.ts';
import type { ChargeRow } from './books.ts';
import { type Card, cardFaults } from './cards.ts';
import { exportBooks } from './export-books.ts';
import { isMerchant } from './secrets.ts';

const text = { type: 'string', minLength: 1, maxLength: 200 } as const;
const cents = { type: 'integer', minimum: 1, maximum: 100_000_000 } as const;

/** A JSON schema that asks for all of these. */
function all(properties: Record<string, object>): object {
  return { type: 'object', required: Object.keys(properties), properties };
}

const chargeOrder = all({
  merchantReference: text,
  orderCode: text,
  amountCents: cents,
  currency: { type: 'string', pattern: '^[A-Z]{3}$' },
  returnUrl: { type: 'string', maxLength: 500, pattern: '^(https?://|/)' },
});
const refundOrder = all({ refundId: text, amountCents: cents });
const cardOrder = all({ clientSecret: text, cardNumber: text, expiry: text, cvc: text });
const answerToChallenge = all({ accept: { type: 'boolean' } });
const oneCharge = all({ id: text });

interface ById {
  Params: { id: string };
}

/** What the merchant's server may call, with its token; JSON both ways. */
export async function addApi(server: FastifyInstance, { bank, ledger, secrets, nowMs }: BankContext): Promise<void> {
  server.addHook('onRequest', async (request, answer) => {
    if (!isMerchant(secrets, request.headers.authorization))
      return answer.status(401).send({ error: 'unknown merchant' });
  });
  server.setErrorHandler((error, request, answer) => {
    if (error instanceof BankRefusal) return answer.status(409).send({ error: error.message });
    return failed(error, request, answer);
  });
  server.post<{ Body: ChargeOrder }>('/charges', { schema: { body: chargeOrder } }, async ({ body }) => {
    const row = await bank.open(body);
    return { charge: tell(row), clientSecret: row.clientSecret, payPath: `/pay/${row.clientSecret}` };
  });
  const byId = { schema: { params: oneCharge } };
  server.get<ById>('/charges/:id', byId, async ({ params }, answer) => send(answer, await bank.read('id', params.id)));
  server.post<ById>('/charges/:id/close', byId, async ({ params }, answer) =>
    send(answer, await bank.close(params.id)),
  );
  server.post<ById & { Body: { refundId: string; amountCents: number } }>(
    '/charges/:id/refunds',
    { schema: { params: oneCharge, body: refundOrder } },
    async ({ params, body }, answer) => send(answer, await bank.refund({ id: params.id, ...body })),
  );
  addCard(server, bank, nowMs);
  server.get('/books', async () => exportBooks(ledger.db));
}

/** A card that the merchant passes on from its own form; who uses the bank's form needs none of this. */
function addCard(server: FastifyInstance, bank: Bank, nowMs: () => number): void {
  server.post<ById & { Body: Card & { clientSecret: string } }>(
    '/charges/:id/pay',
    { schema: { params: oneCharge, body: cardOrder } },
    async ({ params, body }, answer) => {
      const faults = cardFaults(body, nowMs());
      if (faults.length > 0) return answer.status(422).send({ faults });
      return send(answer, await bank.pay({ id: params.id, ...body }));
    },
  );
  server.post<ById & { Body: { accept: boolean } }>(
    '/charges/:id/challenge',
    { schema: { params: oneCharge, body: answerToChallenge } },
    async ({ params, body }, answer) => send(answer, await bank.answer(params.id, body.accept ? 'accept' : 'refuse')),
  );
}

function send(answer: FastifyReply, row: ChargeRow | null): FastifyReply {
  return row === null ? answer.status(404).send({ error: 'no such charge' }) : answer.send({ charge: tell(row) });
}

function failed(error: unknown, request: FastifyRequest, answer: FastifyReply): FastifyReply {
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status >= 400 && status < 500) return answer.status(status).send({ error: 'malformed' });
  request.log.error({ err: error }, 'the simulated bank failed');
  return answer.status(500).send({ error: 'the bank failed' });
}
