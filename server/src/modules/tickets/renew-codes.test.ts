import { limits } from '@og-tickets/contract/limits.ts';
import type { Ticket } from '@og-tickets/contract/tickets.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { buyTicket, scan } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { withTx } from '../../platform/database/database.ts';
import { uuidv7 } from '../../platform/keys/random.ts';
import { renewCodes } from './actions/renew-codes.ts';
import { auditFingerprints, issueTickets } from './index.ts';

let shop: TestShop;
let session: MadeSession;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop({ rateLimits: true });
  session = await shop.make.session();
  controller = await shop.make.login(await shop.make.account('controller'));
});
// The race below issues tickets of orders that do not exist.
afterAll(() => shop.close({ invariantsBroken: true }));

const renew = (buyer: Client) => buyer.post<{ renewed: number }>('/me/renew-codes');
const codeOf = async ({ buyer, ticket }: { buyer: Client; ticket: Ticket }) => {
  const pdf = await buyer.get(`/tickets/${ticket.id}/ticket.pdf`);
  const answer = await buyer.get<{ kind: string; text?: string }>(`/tickets/${ticket.id}/code`);
  return { pdf: pdf.status, code: answer.status };
};
const rowOf = (id: string) =>
  shop.db
    .selectFrom('tickets.tickets')
    .select(['generation', 'entries', 'status', 'fingerprint'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();

test('the old code dies at once, the new one lets in, others keep theirs', async () => {
  const mine = await buyTicket(shop, session);
  const other = await buyTicket(shop, session);
  const answer = await renew(mine.buyer);
  expect(answer).toMatchObject({ status: 200, body: { renewed: 1 } });
  expect(await scan(controller, session, mine.code)).toMatchObject({ verdict: 'refused', reason: 'superseded' });
  expect((await rowOf(mine.ticket.id)).generation).toBe(2);
  expect((await rowOf(other.ticket.id)).generation).toBe(1);
  expect(await codeOf(mine)).toEqual({ pdf: 200, code: 200 });
  expect(await scan(controller, session, other.code)).toMatchObject({ verdict: 'admitted' });
  expect((await auditFingerprints(shop.platform)).wrong).toEqual([]);
});

test('a ticket that is half or wholly used takes part and stays as used as it was', async () => {
  const duo = await buyTicket(shop, session, 'duo');
  const solo = await buyTicket(shop, session);
  await scan(controller, session, duo.code, { places: 1 });
  await scan(controller, session, solo.code);
  expect((await renew(duo.buyer)).body).toEqual({ renewed: 1 });
  expect((await renew(solo.buyer)).body).toEqual({ renewed: 0 });
  expect(await rowOf(duo.ticket.id)).toMatchObject({ entries: 1, status: 'valid', generation: 2 });
  expect(await rowOf(solo.ticket.id)).toMatchObject({ entries: 1, status: 'used' });
  // The second of the two still has a code to come in with.
  expect(await codeOf(duo)).toEqual({ pdf: 200, code: 200 });
  expect(await scan(controller, session, duo.code, { places: 1 })).toMatchObject({ reason: 'superseded' });
  expect(await scan(controller, session, solo.code)).toMatchObject({ verdict: 'refused' });
  expect((await auditFingerprints(shop.platform)).wrong).toEqual([]);
});

test('an account renews a few times a day, a guest never', async () => {
  const { buyer } = await buyTicket(shop, session);
  for (let done = 0; done < limits.codeRenewalsPerDay; done += 1) expect((await renew(buyer)).status).toBe(200);
  const refused = await renew(buyer);
  expect(Client.problem(refused)).toMatchObject({ status: 429, code: 'rate_limited' });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  const { buyer: other } = await buyTicket(shop, session);
  expect((await renew(other)).status).toBe(200);
  expect(Client.problem(await renew(shop.client())).code).toBe('unauthenticated');
});

test('renewal and issue at the same moment leave no ticket that its keys do not make', async () => {
  const { id: accountId } = await shop.make.account();
  const line = { position: 1, sessionId: session.id, category: 'A', offer: 'solo', quantity: 3, placesEach: 1 };
  const issue = () =>
    withTx(shop.db, (tx) =>
      issueTickets(tx, shop.platform, { orderId: uuidv7(), accountId, holderName: 'Ana', lines: [line] }),
    );
  for (let round = 0; round < 20; round += 1) {
    await Promise.all([issue(), renewCodes(shop.platform, accountId), issue(), renewCodes(shop.platform, accountId)]);
  }
  const { checked, wrong } = await auditFingerprints(shop.platform);
  expect(checked).toBeGreaterThanOrEqual(120);
  expect(wrong).toEqual([]);
});
