import type { listGateSessions } from '@og-tickets/contract/admissions.ts';
import type { ReplyBodyOf } from '@og-tickets/contract/endpoint.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { beginShift, enrolScanner } from '../../../test/enrolment.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { buyTicket, scan, scanOf } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { withTx } from '../../platform/database/database.ts';
import { passGate } from '../tickets/index.ts';
import { type CheckedScan, decideScans } from './actions/decide-scans.ts';

let shop: TestShop;
let admin: Client;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  admin = await shop.make.login(await shop.make.account('admin'));
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(() => shop.close());

const codeOf = (answer: Parameters<typeof Client.problem>[0]): string => Client.problem(answer).code;

/** A session with such a policy from its start, so that nothing older is remembered. */
async function sessionWith(policy: { opensAt?: Date; closesAt?: Date; reentry?: boolean }): Promise<MadeSession> {
  const session = await shop.make.session();
  const { opensAt = null, closesAt = null, reentry = false } = policy;
  await shop.db
    .insertInto('admissions.policies')
    .values({ session_id: session.id, opens_at: opensAt, closes_at: closesAt, reentry })
    .execute();
  return session;
}
const inMinutes = (minutes: number): Date => new Date(Date.now() + minutes * 60_000);

test('before the gates open a ticket is too early, after they close too late', async () => {
  const early = await sessionWith({ opensAt: inMinutes(5) });
  const { code } = await buyTicket(shop, early);
  expect(await scan(controller, early, code)).toMatchObject({ verdict: 'check', reason: 'too_early', entries: 0 });
  const late = await sessionWith({ opensAt: inMinutes(-60), closesAt: inMinutes(-5) });
  const bought = await buyTicket(shop, late);
  expect(await scan(controller, late, bought.code)).toMatchObject({ verdict: 'refused', reason: 'too_late' });
  const open = await sessionWith({ opensAt: inMinutes(-60), closesAt: inMinutes(60) });
  const inside = await buyTicket(shop, open);
  expect(await scan(controller, open, inside.code)).toMatchObject({ verdict: 'admitted', inside: 1 });
});

test('without re-entry who left stays out; with it they come back, and never more than the places', async () => {
  const once = await shop.make.session();
  const { code } = await buyTicket(shop, once);
  expect(await scan(controller, once, code, { direction: 'out' })).toMatchObject({ reason: 'not_inside' });
  await scan(controller, once, code);
  expect(await scan(controller, once, code, { direction: 'out' })).toMatchObject({
    reason: 'ok',
    inside: 0,
    entries: 1,
  });
  expect(await scan(controller, once, code)).toMatchObject({ verdict: 'refused', reason: 'already_used' });

  const again = await sessionWith({ reentry: true });
  const duo = await buyTicket(shop, again, 'duo');
  expect(await scan(controller, again, duo.code)).toMatchObject({ admittedPlaces: 2, inside: 2 });
  expect(await scan(controller, again, duo.code)).toMatchObject({ reason: 'already_used' });
  const leave = { direction: 'out', places: 1 };
  expect(await scan(controller, again, duo.code, leave)).toMatchObject({ reason: 'ok', admittedPlaces: 1, inside: 1 });
  expect(await scan(controller, again, duo.code, { places: 2 })).toMatchObject({ reason: 'not_enough_places' });
  expect(await scan(controller, again, duo.code)).toMatchObject({ admittedPlaces: 1, inside: 2, entries: 3 });
  expect(await scan(controller, again, duo.code, { direction: 'out', places: 3 })).toMatchObject({
    reason: 'not_enough_places',
  });
});

test('a ticket with an open conflict takes no more entries', async () => {
  const session = await shop.make.session();
  const { code, ticket } = await buyTicket(shop, session, 'duo');
  await scan(controller, session, code, { places: 1 });
  await sql`UPDATE tickets.tickets SET conflict = 'open' WHERE id = ${ticket.id}`.execute(shop.db);
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'refused', reason: 'blocked', entries: 1 });
  await sql`UPDATE tickets.tickets SET conflict = 'none' WHERE id = ${ticket.id}`.execute(shop.db);
});

test('the update itself lets nobody in beyond the places, by another generation or kind, or out who is not inside', async () => {
  const session = await shop.make.session();
  const { ticket } = await buyTicket(shop, session, 'duo');
  const right = {
    ticketId: ticket.id,
    direction: 'in',
    places: 1,
    reentry: false,
    code: { generation: 1, kind: 'static' },
    gate: 'A',
  } as const;
  const lets = async (change: object): Promise<boolean> =>
    (await withTx(shop.db, (tx) => passGate(tx, [{ ...right, ...change }]))).size === 1;
  expect(await lets({ places: 3 })).toBe(false);
  expect(await lets({ places: 0 })).toBe(false);
  expect(await lets({ direction: 'out' })).toBe(false);
  expect(await lets({ code: { generation: 2, kind: 'static' } })).toBe(false);
  const mark = (what: string) =>
    sql.raw(`UPDATE tickets.tickets SET ${what} WHERE id = '${ticket.id}'`).execute(shop.db);
  await mark(`allowed_kinds = 2`);
  expect(await lets({})).toBe(false);
  await mark(`allowed_kinds = 3, status = 'blocked'`);
  expect(await lets({})).toBe(false);
  await mark(`status = 'valid', conflict = 'open'`);
  expect(await lets({})).toBe(false);
  await mark(`conflict = 'none', entries = 2, exits = 1`);
  expect(await lets({})).toBe(false);
  expect(await lets({ reentry: true, places: 2 })).toBe(false);
  expect(await lets({ direction: 'out', places: 2 })).toBe(false);
  await mark(`entries = 0, exits = 0`);
  expect(await lets({ places: 2 })).toBe(true);
  await mark(`entries = 0, status = 'valid', first_entry_at = NULL, first_entry_gate = NULL`);
});

test('a controller scans where they are posted and nowhere else', async () => {
  const session = await shop.make.session();
  const elsewhere = await shop.make.session();
  const { code } = await buyTicket(shop, session);
  const account = await shop.make.account('controller', { posted: false });
  const login = await shop.make.login(account);
  const redeem = (change: Record<string, unknown> = {}) => login.post('/gate/redeem', scanOf(session, code, change));
  const listed = async () =>
    (await login.get<ReplyBodyOf<typeof listGateSessions>>('/gate/sessions')).body.items.map((one) => [
      one.code,
      one.gates,
    ]);
  expect(codeOf(await redeem())).toBe('not_posted');
  expect(await listed()).toEqual([]);
  const post = async (where: object) => {
    const body = { controllerId: account.id, session: session.code, gate: null, supervisor: false, ...where };
    return (await admin.post<{ id: string }>('/admin/postings', body)).body.id;
  };
  const away = await post({ session: elsewhere.code });
  expect(codeOf(await redeem())).toBe('not_posted');
  await admin.call('DELETE', `/admin/postings/${away}`);
  const atB = await post({ gate: 'B' });
  expect(codeOf(await redeem({ gate: 'A' }))).toBe('not_posted');
  expect(await listed()).toEqual([[session.code, ['B']]]);
  expect((await redeem({ gate: 'B' })).body).toMatchObject({ verdict: 'admitted' });
  await admin.call('DELETE', `/admin/postings/${atB}`);
  expect(codeOf(await redeem({ gate: 'B' }))).toBe('not_posted');
});

test('what is scanned on a scanner is marked as its own, until it is revoked: then nothing is, by nobody’s shift', async () => {
  const [session, elsewhere] = [await shop.make.session(), await shop.make.session()];
  const { code } = await buyTicket(shop, session, 'duo');
  const login = await shop.make.login(await shop.make.account('controller'));
  const scanner = await enrolScanner(admin, { sessions: [session.code], gate: 'A' });
  await beginShift(scanner, login);
  const body = scanOf(session, code, { places: 1 });
  expect((await login.post('/gate/redeem', body)).body).toMatchObject({ verdict: 'admitted' });
  const kept = await shop.db
    .selectFrom('admissions.scans')
    .select('device_id')
    .where('id', '=', body.scanId)
    .executeTakeFirstOrThrow();
  expect(kept.device_id).toBe(scanner.id);
  expect(codeOf(await login.post('/gate/redeem', scanOf(session, code, { gate: 'B' })))).toBe('not_posted');
  expect(codeOf(await login.post('/gate/redeem', scanOf(elsewhere, code)))).toBe('not_posted');
  await admin.post(`/admin/devices/${scanner.id}/revoke`);
  expect(codeOf(await login.post('/gate/redeem', scanOf(session, code)))).toBe('device_revoked');
  expect((await login.post('/gate/shifts/end')).status).toBe(204);
  expect(codeOf(await login.post('/gate/redeem', scanOf(session, code)))).toBe('device_revoked');
  expect(codeOf(await login.get('/gate/sessions'))).toBe('device_revoked');
});

test('a supervisor finds a ticket by order or holder and lets it in without its code; each search is kept', async () => {
  const session = await shop.make.session();
  const bought = await buyTicket(shop, session);
  await buyTicket(shop, session);
  const order = await shop.db
    .selectFrom('orders.orders as o')
    .innerJoin('tickets.tickets as t', 't.order_id', 'o.id')
    .select('o.code')
    .where('t.id', '=', bought.ticket.id)
    .executeTakeFirstOrThrow();
  const search = (who: Client, q: string) =>
    who.get<{ items: { id: string }[] }>(`/gate/sessions/${session.code}/tickets?q=${encodeURIComponent(q)}`);
  const byOrder = await search(controller, order.code.toLowerCase());
  expect(byOrder.body.items).toEqual([
    {
      id: bought.ticket.id,
      orderCode: order.code,
      holder: 'Ana Martín',
      category: 'A',
      offerName: 'Solo',
      status: 'valid',
      places: 1,
      entries: 0,
      inside: 0,
    },
  ]);
  expect((await search(controller, 'MARTIN ana')).body.items).toHaveLength(2);
  expect((await search(admin, 'personne')).body.items).toEqual([]);
  const logged = await shop.db
    .selectFrom('admissions.searches')
    .select(['by', 'ticket_ids'])
    .where('session_id', '=', session.id)
    .orderBy('searched_at')
    .execute();
  expect(logged.map(({ by, ticket_ids: ids }) => [by, ids.length])).toEqual([
    ['order', 1],
    ['holder', 2],
    ['holder', 0],
  ]);

  const account = await shop.make.account('controller', { posted: false });
  const plain = await shop.make.login(account);
  const found = (change: Record<string, unknown> = {}) => {
    const { code: _code, ...body } = scanOf(session, '', change);
    return { ...body, ticketId: bought.ticket.id };
  };
  expect(codeOf(await search(plain, 'Ana'))).toBe('not_posted');
  await admin.post('/admin/postings', {
    controllerId: account.id,
    session: session.code,
    gate: null,
    supervisor: false,
  });
  expect(codeOf(await search(plain, 'Ana'))).toBe('supervisor_needed');
  expect(codeOf(await plain.post('/gate/redeem', found()))).toBe('supervisor_needed');
  const both = { ...found(), code: bought.code };
  expect(Client.problem(await controller.post('/gate/redeem', both)).code).toBe('invalid_request');
  expect((await controller.post('/gate/redeem', found())).body).toMatchObject({ reason: 'ok', holder: 'Ana Martín' });
  expect((await controller.post('/gate/redeem', found())).body).toMatchObject({ reason: 'already_used' });
  const elsewhere = await shop.make.session();
  const there = { ...found(), session: elsewhere.code };
  expect((await controller.post('/gate/redeem', there)).body).toMatchObject({ reason: 'wrong_session' });
  const unknown = { ...found(), ticketId: crypto.randomUUID() };
  expect((await controller.post('/gate/redeem', unknown)).body).toMatchObject({ reason: 'unknown_ticket' });
});

test('a batch with scans of known ids decides the others and takes nothing in for those', async () => {
  const session = await shop.make.session();
  const [first, second] = [await buyTicket(shop, session), await buyTicket(shop, session)];
  const checked = (ticketId: string, scanId: string): CheckedScan => ({
    scan: {
      scanId,
      session: session.code,
      gate: 'A',
      ticketId,
      direction: 'in',
      scannedAt: new Date().toISOString(),
    },
    sessionId: session.id,
    controllerId: crypto.randomUUID(),
    deviceId: null,
    scannedAt: new Date(),
    policy: { opensAtMs: null, closesAtMs: null, reentry: false },
    offerNames: new Map([['solo', 'Solo']]),
    shown: { kind: 'ticket', ticketId },
  });
  const known = crypto.randomUUID();
  expect(await decideScans(shop.platform, [checked(first.ticket.id, known)])).toMatchObject([{ known: false }]);
  const twice = crypto.randomUUID();
  const decided = await decideScans(shop.platform, [
    checked(second.ticket.id, known),
    checked(second.ticket.id, twice),
    checked(first.ticket.id, twice),
  ]);
  expect(decided).toMatchObject([{ known: true }, { known: false, result: { verdict: 'admitted' } }, { known: true }]);
  const { rows } = await sql<{ scans: number }>`
    SELECT count(*)::int AS scans FROM admissions.scans WHERE ticket_id IN (${first.ticket.id}, ${second.ticket.id})`.execute(
    shop.db,
  );
  expect(rows[0]?.scans).toBe(2);
});

test('a holder is found by whole words of the names on the ticket, in its own session, until they are forgotten', async () => {
  const [session, other] = [await shop.make.session(), await shop.make.session()];
  const { buyer, ticket } = await buyTicket(shop, session, 'duo');
  await buyTicket(shop, other, 'solo', buyer);
  const holders = ['Ängela Nwosu', 'Zoé Lemaître-Ødegård'];
  expect((await buyer.call('PATCH', `/tickets/${ticket.id}`, { body: { holders } })).status).toBeLessThan(300);
  const found = async (q: string) => {
    const path = `/gate/sessions/${session.code}/tickets?q=${encodeURIComponent(q)}`;
    return (await controller.get<{ items: { id: string; holder: string }[] }>(path)).body.items;
  };
  expect(await found('odegard  ÄNGELA')).toMatchObject([{ id: ticket.id, holder: holders.join(', ') }]);
  for (const nobody of ['Ana', 'Nwos', 'Nwosu Martin', '%%', '…!'])
    expect([nobody, await found(nobody)]).toEqual([nobody, []]);
  const forget = { holders_sealed: null, holder_words: [] };
  await shop.db.updateTable('tickets.tickets').set(forget).where('id', '=', ticket.id).execute();
  for (const nobody of ['Nwosu', 'Ana']) expect([nobody, await found(nobody)]).toEqual([nobody, []]);
});
