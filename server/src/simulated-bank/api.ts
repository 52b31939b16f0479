import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type Static, Type } from 'typebox';
import { type Bank, BankRefusal, tell } from './bank.ts';
import type { BankContext } from './bank-context.ts';
import type { ChargeRow } from './books.ts';
import { cardFaults } from './cards.ts';
import { exportBooks } from './export-books.ts';
import { isMerchant } from './secrets.ts';

const text = Type.String({ minLength: 1, maxLength: 200 });
const cents = Type.Integer({ minimum: 1, maximum: 100_000_000 });
const ChargeOrder = Type.Object({
  merchantReference: text,
  orderCode: text,
  amountCents: cents,
  currency: Type.String({ pattern: '^[A-Z]{3}$' }),
  returnUrl: Type.String({ maxLength: 500, pattern: '^(https?://|/)' }),
});
const RefundOrder = Type.Object({ refundId: text, amountCents: cents });
const CardOrder = Type.Object({ clientSecret: text, cardNumber: text, expiry: text, cvc: text });
const Answer = Type.Object({ accept: Type.Boolean() });
const OneCharge = Type.Object({ id: text });

interface ById {
  Params: Static<typeof OneCharge>;
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
  server.post<{ Body: Static<typeof ChargeOrder> }>('/charges', { schema: { body: ChargeOrder } }, async ({ body }) => {
    const row = await bank.open(body);
    return { charge: tell(row), clientSecret: row.clientSecret, payPath: `/pay/${row.clientSecret}` };
  });
  const byId = { schema: { params: OneCharge } };
  server.get<ById>('/charges/:id', byId, async ({ params }, answer) => send(answer, await bank.read('id', params.id)));
  server.post<ById>('/charges/:id/close', byId, async ({ params }, answer) =>
    send(answer, await bank.close(params.id)),
  );
  server.post<ById & { Body: Static<typeof RefundOrder> }>(
    '/charges/:id/refunds',
    { schema: { params: OneCharge, body: RefundOrder } },
    async ({ params, body }, answer) => send(answer, await bank.refund({ id: params.id, ...body })),
  );
  addCard(server, bank, nowMs);
  server.get('/books', async () => exportBooks(ledger.db));
}

/** A card that the merchant passes on from its own form; who uses the bank's form needs none of this. */
function addCard(server: FastifyInstance, bank: Bank, nowMs: () => number): void {
  server.post<ById & { Body: Static<typeof CardOrder> }>(
    '/charges/:id/pay',
    { schema: { params: OneCharge, body: CardOrder } },
    async ({ params, body }, answer) => {
      const faults = cardFaults(body, nowMs());
      if (faults.length > 0) return answer.status(422).send({ faults });
      return send(answer, await bank.pay({ id: params.id, ...body }));
    },
  );
  server.post<ById & { Body: Static<typeof Answer> }>(
    '/charges/:id/challenge',
    { schema: { params: OneCharge, body: Answer } },
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
