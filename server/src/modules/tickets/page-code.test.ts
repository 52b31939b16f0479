import { chainDownTo } from '@og-tickets/contract/rules/ticket-code/chain.ts';
import { checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import { showableCode, textToShow } from '@og-tickets/contract/rules/ticket-code/show.ts';
import type { RotatingCode, Ticket, TicketCode } from '@og-tickets/contract/tickets.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { unprint } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;

beforeAll(async () => {
  shop = await startTestShop();
});
afterAll(() => shop.close());

const stepMs = 15_000;
const chainMs = 2_880 * stepMs;
const fourHoursMs = 4 * 3_600_000;

/** A ticket as it is bought: its PDF was not asked for. */
async function buyUnprinted(session: MadeSession): Promise<{ buyer: Client; id: string }> {
  const buyer = await shop.make.login();
  const order = await shop.make.pay(buyer, await shop.make.order(buyer, session));
  await unprint(shop, order);
  const [id] = order.ticketIds;
  if (id === undefined) throw new Error('no ticket');
  return { buyer, id };
}

function setSession(session: MadeSession, change: { allowed_kinds?: number; codes_released_at?: Date | null }) {
  return shop.db.updateTable('catalog.sessions').set(change).where('id', '=', session.id).execute();
}

async function kindsOf(id: string): Promise<number> {
  const row = await shop.db
    .selectFrom('tickets.tickets')
    .select('allowed_kinds')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.allowed_kinds;
}

async function rotatingCode({ buyer, id }: { buyer: Client; id: string }): Promise<RotatingCode> {
  const { body } = await buyer.get<TicketCode>(`/tickets/${id}/code`);
  if (body.kind !== 'rotating') throw new Error(`the code is ${body.kind}`);
  return body;
}

test('a page gets four hours of codes, each good in its moment, and none later', async () => {
  const session = await shop.make.session();
  const bought = await buyUnprinted(session);
  const before = Date.now();
  const code = await rotatingCode(bought);
  expect(Object.keys(code).sort()).toEqual(['credential', 'from', 'kind', 'seed', 'serverTime', 't0', 'until']);
  const [from, until] = [Date.parse(code.from), Date.parse(code.until)];
  expect(Math.abs(Date.parse(code.serverTime) - before)).toBeLessThan(10_000);
  expect(Date.parse(code.serverTime) - from).toBeGreaterThanOrEqual(0);
  expect(Date.parse(code.serverTime) - from).toBeLessThan(stepMs);
  expect(until - from).toBe(fourHoursMs);
  expect(until).toBeLessThan(code.t0 * 1000 + chainMs);
  expect(code.seed.index).toBe((until - code.t0 * 1000) / stepMs);

  const showable = showableCode(code);
  expect(Buffer.from(code.credential, 'base64url')).toHaveLength(118);
  for (const atMs of [from, Date.now(), from + 3_600_000, until - 1]) {
    const nowSeconds = atMs / 1000;
    const text = textToShow(showable, nowSeconds) ?? '';
    expect(text).toHaveLength(208);
    const publicKeys = shop.platform.keys.signing.rawPublicKeys;
    const checked = await checkTicketCode({ text, publicKeys, sessionNumber: session.id, nowSeconds });
    expect(checked).toMatchObject({ ok: true, record: { kind: 'rotating', ticketId: bought.id, places: 1 } });
  }
  expect(textToShow(showable, until / 1000)).toBeUndefined();
  expect(textToShow(showable, code.t0 - 1)).toBeUndefined();
});

test('all that a page gets leads to no step after the four hours', async () => {
  const session = await shop.make.session();
  const code = await rotatingCode(await buyUnprinted(session));
  const { credential, context, disclosed } = showableCode(code);
  const stepNow = Math.floor((Date.parse(code.serverTime) / 1000 - code.t0) / 15);
  expect(disclosed.index).toBe(stepNow + 960);
  // The value is h[stepNow + 960] and nothing higher up: from there, and from nowhere else, it hashes to the anchor.
  const anchor = credential.slice(38, 54);
  expect(chainDownTo(context, disclosed, 0)).toEqual(anchor);
  for (const higher of [disclosed.index + 1, disclosed.index + 100, 2_880].filter((index) => index <= 2_880))
    expect(chainDownTo(context, { index: higher, value: disclosed.value }, 0)).not.toEqual(anchor);
  // Nor do other bytes of the reply hide one.
  for (let at = 0; at + 16 <= credential.length; at += 1) {
    const value = credential.slice(at, at + 16);
    for (const index of [disclosed.index + 1, 2_880])
      expect(chainDownTo(context, { index, value }, disclosed.index)).not.toEqual(disclosed.value);
  }
});

test('asking again later gives the same credential and reaches as much further', async () => {
  const bought = await buyUnprinted(await shop.make.session());
  const [one, two] = [await rotatingCode(bought), await rotatingCode(bought)];
  // A chain starts every eight hours; should one start between the two questions, they differ by right.
  if (one.t0 === two.t0) expect(two.credential).toBe(one.credential);
  expect(one.t0 % 28_800).toBe(0);
});

test('a ticket lets in by paper from when its PDF is asked for', async () => {
  const { buyer, id } = await buyUnprinted(await shop.make.session());
  expect(await kindsOf(id)).toBe(2);
  await buyer.get(`/tickets/${id}/code`);
  expect(await kindsOf(id)).toBe(2);
  for (let time = 0; time < 2; time += 1) {
    expect((await buyer.get(`/tickets/${id}/ticket.pdf`)).status).toBe(200);
    expect(await kindsOf(id)).toBe(3);
  }
});

test('a session that refuses paper gives no PDF and says so', async () => {
  const session = await shop.make.session();
  await setSession(session, { allowed_kinds: 2 });
  const { buyer, id } = await buyUnprinted(session);
  const refused = await buyer.get(`/tickets/${id}/ticket.pdf`);
  expect(Client.problem(refused)).toMatchObject({ status: 409, code: 'paper_not_allowed' });
  expect(Client.problem(refused).detail).toContain('téléphone');
  expect(await kindsOf(id)).toBe(2);
  expect((await buyer.get<Ticket>(`/tickets/${id}`)).body.paperAllowed).toBe(false);
  expect((await rotatingCode({ buyer, id })).kind).toBe('rotating');
});

test('a session for paper only shows the static code on the page', async () => {
  const session = await shop.make.session();
  await setSession(session, { allowed_kinds: 1 });
  const { buyer, id } = await buyUnprinted(session);
  const { body } = await buyer.get<TicketCode>(`/tickets/${id}/code`);
  expect(body).toEqual({
    kind: 'static',
    text: expect.stringMatching(/^OG1:.{147}$/),
    serverTime: expect.any(String),
  });
  expect(await kindsOf(id)).toBe(3);
});

test('before the release there is neither code nor PDF, and the page learns from when', async () => {
  const session = await shop.make.session();
  const { buyer, id } = await buyUnprinted(session);
  const releasedAt = new Date(Date.now() + 3_600_000);
  for (const allowed_kinds of [3, 2, 1]) {
    await setSession(session, { allowed_kinds, codes_released_at: releasedAt });
    const { body } = await buyer.get<TicketCode>(`/tickets/${id}/code`);
    expect(body).toEqual({ kind: 'none', releasedAt: releasedAt.toISOString(), serverTime: expect.any(String) });
    const code = allowed_kinds === 2 ? 'paper_not_allowed' : 'code_not_released';
    expect(Client.problem(await buyer.get(`/tickets/${id}/ticket.pdf`))).toMatchObject({ status: 409, code });
  }
  expect(await kindsOf(id)).toBe(2);
  await setSession(session, { allowed_kinds: 3, codes_released_at: new Date(Date.now() - 1_000) });
  expect((await rotatingCode({ buyer, id })).kind).toBe('rotating');
  expect((await buyer.get(`/tickets/${id}/ticket.pdf`)).status).toBe(200);
});
