import { randomUUID } from 'node:crypto';
import { decodeBase45, encodeBase45 } from '@og-tickets/contract/rules/base45.ts';
import { type ShowableCode, showableCode, textToShow } from '@og-tickets/contract/rules/ticket-code/show.ts';
import type { TicketCode } from '@og-tickets/contract/tickets.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { enterPlaces, scan, scanOf, unprint } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { withTx } from '../../platform/database/database.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { readPaperCode } from '../tickets/views/ticket-code.ts';
import { Redeemer } from './actions/redeem-ticket.ts';

let shop: TestShop;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(() => shop.close());

interface Unprinted {
  accountId: string;
  buyer: Client;
  id: string;
  /** The static code, as somebody would have it who got at it before the PDF was asked for. */
  paper: string;
}

async function buyUnprinted(session: MadeSession, offer = 'solo'): Promise<Unprinted> {
  const account = await shop.make.account();
  const buyer = await shop.make.login(account);
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session, { offer }));
  await unprint(shop, order);
  const [id] = order.ticketIds;
  if (id === undefined) throw new Error('no ticket');
  const paper = await readPaperCode(shop.platform, { ticketId: id, accountId: account.id });
  if (paper === null) throw new Error('no code');
  return { accountId: account.id, buyer, id, paper };
}

/** What the page of a ticket holds. */
async function pageOf({ buyer, id }: Unprinted): Promise<ShowableCode> {
  const { body } = await buyer.get<TicketCode>(`/tickets/${id}/code`);
  if (body.kind !== 'rotating') throw new Error(`the code is ${body.kind}`);
  return showableCode(body);
}

/** What the page shows at a moment, unix seconds. */
function shownAt(page: ShowableCode, seconds: number): string {
  const text = textToShow(page, seconds);
  if (text === undefined) throw new Error('the page shows nothing at this moment');
  return text;
}

/** A scan at a moment of the server's clock, unix seconds. */
async function scanAt(session: MadeSession, code: string, seconds: number) {
  const platform = { ...shop.platform, clock: { nowMs: () => seconds * 1000 } };
  const body = { ...scanOf(session, code), direction: 'in' as const };
  const caller = { role: 'admin', accountId: randomUUID(), loginId: randomUUID() } as const;
  const result = await new Redeemer(platform).redeem(body, { caller, locale: 'fr', hasLeft: () => false });
  if (isRefusal(result)) throw new Error(result.code);
  return result;
}

function acceptKinds(session: MadeSession, allowedKinds: number) {
  return shop.db
    .updateTable('catalog.sessions')
    .set({ allowed_kinds: allowedKinds })
    .where('id', '=', session.id)
    .execute();
}

test('the code that the page shows now lets in, once, and counts places as paper does', async () => {
  const session = await shop.make.session();
  const page = await pageOf(await buyUnprinted(session, 'duo'));
  const shown = () => shownAt(page, Date.now() / 1000);
  expect(shown()).toHaveLength(208);
  expect(await scan(controller, session, shown(), { places: 1 })).toMatchObject({
    verdict: 'admitted',
    reason: 'ok_partial',
    entries: 1,
    holder: 'Ana Martín',
  });
  expect(await scan(controller, session, shown())).toMatchObject({ verdict: 'admitted', reason: 'ok', entries: 2 });
  expect(await scan(controller, session, shown())).toMatchObject({ verdict: 'refused', reason: 'already_used' });
});

test('a code of two steps ago or one ahead lets in; an older or newer one is to be checked, and kept with its ticket', async () => {
  const session = await shop.make.session();
  const tickets = await Promise.all(
    [-3, -2, 0, 1, 2].map(async (steps) => ({ steps, ...(await buyUnprinted(session)) })),
  );
  for (const { steps, ...ticket } of tickets) {
    const page = await pageOf(ticket);
    const nowSeconds = page.context.t0Seconds + (page.disclosed.index - 200) * 15 + 7;
    const result = await scanAt(session, shownAt(page, nowSeconds + steps * 15), nowSeconds);
    const good = steps >= -2 && steps <= 1;
    expect({ steps, verdict: result.verdict, reason: result.reason }).toEqual({
      steps,
      verdict: good ? 'admitted' : 'check',
      reason: good ? 'ok' : 'stale_code',
    });
    const kept = await shop.db
      .selectFrom('admissions.scans')
      .select(['reason', 'places'])
      .where('ticket_id', '=', ticket.id)
      .execute();
    expect(kept).toEqual([{ reason: result.reason, places: good ? 1 : 0 }]);
  }
});

test('a screenshot of the page does not become a code of another time or ticket', async () => {
  const session = await shop.make.session();
  const [mine, other] = [await pageOf(await buyUnprinted(session)), await pageOf(await buyUnprinted(session))];
  const nowSeconds = mine.context.t0Seconds + (mine.disclosed.index - 200) * 15;
  const bytesOf = (text: string) => Uint8Array.from(decodeBase45(text.slice(4)) ?? []);
  const [old, now, others] = [
    bytesOf(shownAt(mine, nowSeconds - 90)),
    bytesOf(shownAt(mine, nowSeconds)),
    bytesOf(shownAt(other, nowSeconds)),
  ];
  const forged = [
    // the old reveal under the step of now, whole credential or not
    [...now.subarray(0, 120), ...old.subarray(120)],
    // one ticket's credential with another's reveal
    [...now.subarray(0, 118), ...others.subarray(118)],
    // another start of the chain, and another anchor
    [...now.subarray(0, 37), (now[37] ?? 0) ^ 15, ...now.subarray(38)],
    [...now.subarray(0, 40), (now[40] ?? 0) ^ 1, ...now.subarray(41)],
    [...now.subarray(0, 135), (now[135] ?? 0) ^ 1],
  ];
  for (const record of forged) {
    const text = `OG1:${encodeBase45(Uint8Array.from(record))}`;
    const result = await scanAt(session, text, nowSeconds);
    expect(result.verdict).toBe('refused');
    expect(['bad_signature', 'not_ours']).toContain(result.reason);
  }
  expect(await scanAt(session, shownAt(mine, nowSeconds), nowSeconds)).toMatchObject({ verdict: 'admitted' });
});

test('the static code lets in only once the PDF was asked for', async () => {
  const session = await shop.make.session();
  const { buyer, id, paper } = await buyUnprinted(session);
  expect(await scan(controller, session, paper)).toMatchObject({
    verdict: 'refused',
    reason: 'kind_not_allowed',
    entries: 0,
    admittedPlaces: 0,
  });
  expect((await buyer.get(`/tickets/${id}/ticket.pdf`)).status).toBe(200);
  expect(await scan(controller, session, paper)).toMatchObject({ verdict: 'admitted', reason: 'ok' });
});

test('renewed codes let in by paper only once the new PDF was asked for', async () => {
  const session = await shop.make.session();
  const { accountId, buyer, id } = await buyUnprinted(session);
  expect((await buyer.get(`/tickets/${id}/ticket.pdf`)).status).toBe(200);
  expect((await buyer.post('/me/renew-codes')).status).toBe(200);
  const renewed = (await readPaperCode(shop.platform, { ticketId: id, accountId })) ?? '';
  expect(await scan(controller, session, renewed)).toMatchObject({ reason: 'kind_not_allowed' });
  expect((await buyer.get(`/tickets/${id}/ticket.pdf`)).status).toBe(200);
  expect(await scan(controller, session, renewed)).toMatchObject({ verdict: 'admitted' });
});

test('a session that refuses paper refuses what was printed before, and takes the page', async () => {
  const session = await shop.make.session();
  const bought = await buyUnprinted(session);
  expect((await bought.buyer.get(`/tickets/${bought.id}/ticket.pdf`)).status).toBe(200);
  await acceptKinds(session, 2);
  expect(await scan(controller, session, bought.paper)).toMatchObject({ reason: 'kind_not_allowed' });
  const shown = shownAt(await pageOf(bought), Date.now() / 1000);
  expect(await scan(controller, session, shown)).toMatchObject({ verdict: 'admitted' });
});

test('a session for paper only refuses a rotating code', async () => {
  const session = await shop.make.session();
  const bought = await buyUnprinted(session);
  const page = await pageOf(bought);
  await acceptKinds(session, 1);
  const refused = await scan(controller, session, shownAt(page, Date.now() / 1000));
  expect(refused).toMatchObject({ verdict: 'refused', reason: 'kind_not_allowed' });
  const { body } = await bought.buyer.get<TicketCode>(`/tickets/${bought.id}/code`);
  expect(body).toMatchObject({ kind: 'static', text: bought.paper });
  expect(await scan(controller, session, bought.paper)).toMatchObject({ verdict: 'admitted' });
});

test('what a ticket no longer is, is said before its kind', async () => {
  const session = await shop.make.session();
  const { id, paper } = await buyUnprinted(session);
  const setStatus = (status: 'refunded' | 'valid') =>
    shop.db.updateTable('tickets.tickets').set({ status }).where('id', '=', id).execute();
  await setStatus('refunded');
  expect(await scan(controller, session, paper)).toMatchObject({ reason: 'refunded' });
  await setStatus('valid');
});

test('the update that lets places in asks for the kind itself', async () => {
  const session = await shop.make.session();
  const { id } = await buyUnprinted(session);
  const enter = (kind: 'static' | 'rotating') =>
    withTx(shop.db, (tx) => enterPlaces(tx, { ticketId: id, generation: 1, kind, places: 'rest', gate: 'A' }));
  expect(await enter('static')).toBeNull();
  expect(await enter('rotating')).toEqual({ entries: 1, inside: 1 });
});
