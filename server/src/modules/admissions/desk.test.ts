import type { Conflict, GateState, LoggedScan } from '@og-tickets/contract/gate-desk.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, Client } from '../../../test/client.ts';
import { openEvents } from '../../../test/events.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { buyTicket, scan, scanOf } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { Scanner } from '../../../test/offline-scanner.ts';

let shop: TestShop;
let session: MadeSession;
let admin: Client;
let controller: Client;
let supervisor: Client;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session();
  admin = await shop.make.login(await shop.make.account('admin'));
  controller = await posted(null, false);
  supervisor = await posted(session.id, true);
});
afterAll(() => shop.close());

async function posted(sessionId: number | null, isSupervisor: boolean): Promise<Client> {
  const account = await shop.make.account('controller', { posted: false });
  const post = { controller_id: account.id, session_id: sessionId, supervisor: isSupervisor };
  await shop.db.insertInto('admissions.postings').values(post).execute();
  return shop.make.login(account);
}

const minute = 60_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const codeOf = (answer: Answer<unknown>): string => Client.problem(answer).code;

/** A Solo that two scanners let in while neither had network. */
async function enteredTwice() {
  const [left, right] = [await Scanner.enrolled(shop.db, 'Gauche'), await Scanner.enrolled(shop.db, 'Droite')];
  const { code, ticket } = await buyTicket(shop, session);
  const first = await left.scan(session, code, { scannedAt: ago(10 * minute) });
  const second = await right.scan(session, code, { gate: 'C', scannedAt: ago(5 * minute) });
  await left.sync(controller);
  await right.sync(controller);
  const list = await supervisor.get<{ items: Conflict[]; open: number }>(
    `/admin/conflicts?session=${session.code}&state=open`,
  );
  const conflict = list.body.items.find(({ ticketId }) => ticketId === ticket.id);
  if (conflict === undefined) throw new Error('no conflict');
  return { code, ticket, first, second, conflict, open: list.body.open };
}

const resolve = (who: Client, { id }: Conflict, body: object) =>
  who.post<Conflict>(`/admin/conflicts/${id}/resolve`, { reason: 'vu sur place', ...body });

test('a supervisor sees both scans with their times and gates, undoes the one that did not happen, and the ticket goes on', async () => {
  const { code, ticket, first, second, conflict, open } = await enteredTwice();
  expect(open).toBe(1);
  expect(conflict).toMatchObject({
    kind: 'entered_twice',
    session: session.code,
    places: 1,
    inside: 2,
    resolved: null,
    category: 'A',
  });
  expect(conflict.scans).toMatchObject([
    {
      scanId: first.scanId,
      gate: 'A',
      scannedAt: first.scannedAt,
      offline: true,
      device: 'Gauche',
      state: 'counted',
      controller: 'Ana Martín',
    },
    { scanId: second.scanId, gate: 'C', scannedAt: second.scannedAt, device: 'Droite' },
  ]);
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'refused', reason: 'blocked' });
  expect(codeOf(await resolve(controller, conflict, { decision: 'one_person' }))).toBe('supervisor_needed');
  expect(codeOf(await resolve(supervisor, conflict, { decision: 'one_person', undo: [crypto.randomUUID()] }))).toBe(
    'scan_not_undoable',
  );
  const both = [first.scanId, second.scanId];
  const done = await resolve(supervisor, conflict, { decision: 'one_person', undo: both });
  expect(done.body).toMatchObject({
    inside: 0,
    resolved: { decision: 'one_person', by: 'Ana Martín', reason: 'vu sur place' },
  });
  expect(done.body.scans.slice(0, 2).map(({ state }) => state)).toEqual(['undone', 'undone']);
  expect(codeOf(await resolve(supervisor, conflict, { decision: 'both_stay' }))).toBe('conflict_resolved');
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'admitted', reason: 'ok' });
  const { body: seen } = await supervisor.get<{ items: Conflict[] }>('/admin/conflicts?state=resolved');
  expect(seen.items.map(({ id }) => id)).toContain(conflict.id);
  expect(ticket.id).toBe(conflict.ticketId);
});

test('scans of the same moment stand in the order in which the server learnt of them', async () => {
  const [left, right] = [await Scanner.enrolled(shop.db, 'Gauche'), await Scanner.enrolled(shop.db, 'Droite')];
  const { code, ticket } = await buyTicket(shop, session);
  const scannedAt = ago(minute);
  // Ids that sort the other way round, between the scanners and within one upload.
  const made = [left, left, right].map((scanner, at) => ({
    scanner,
    scanId: `${9 - at}${crypto.randomUUID().slice(1)}`,
  }));
  for (const { scanner, scanId } of made) await scanner.scan(session, code, { scanId, scannedAt });
  await left.sync(controller);
  await right.sync(controller);
  const { body } = await supervisor.get<{ items: Conflict[] }>(`/admin/conflicts?session=${session.code}`);
  const shown = body.items.find(({ ticketId }) => ticketId === ticket.id);
  expect(shown?.scans.map(({ scanId }) => scanId)).toEqual(made.map(({ scanId }) => scanId));
});

test('who stays inside by a decision is no new conflict; one more is', async () => {
  const { code, ticket, conflict } = await enteredTwice();
  expect((await resolve(admin, conflict, { decision: 'both_stay' })).body).toMatchObject({ inside: 2 });
  expect(await scan(controller, session, code)).toMatchObject({ reason: 'already_used' });
  const third = await Scanner.enrolled(shop.db);
  await third.scan(session, code, { places: 0, verdict: 'refused', reason: 'already_used' });
  expect(await third.sync(controller)).toEqual(['recorded']);
  await third.scan(session, code);
  expect(await third.sync(controller)).toEqual(['conflict']);
  const { rows } = await sql<{ state: string }>`SELECT state FROM admissions.conflicts WHERE subject = ${ticket.id}
    ORDER BY opened_at`.execute(shop.db);
  expect(rows.map(({ state }) => state)).toEqual(['resolved', 'open']);
});

test('an entry is undone once, by a supervisor, with a reason; a scan is voided once, by whoever made it', async () => {
  const { code, ticket } = await buyTicket(shop, session, 'duo');
  const body = scanOf(session, code);
  await controller.post('/gate/redeem', body);
  const undo = (who: Client, id = body.scanId) => who.post(`/gate/scans/${id}/undo`, { reason: 'mauvaise personne' });
  expect(codeOf(await undo(controller))).toBe('supervisor_needed');
  expect(codeOf(await undo(supervisor, crypto.randomUUID()))).toBe('not_found');
  const undone = await Promise.all([undo(supervisor), undo(admin), undo(supervisor)]);
  expect(undone.filter(({ status }) => status === 409)).toHaveLength(2);
  expect(undone.find(({ status }) => status === 200)?.body).toEqual({ entries: 0, inside: 0, places: 2 });
  const again = scanOf(session, code);
  await controller.post('/gate/redeem', again);
  const giveBack = (who: Client, scanId = again.scanId) =>
    who.post('/gate/void', { scanId, voidedAt: new Date().toISOString() });
  expect(codeOf(await giveBack(supervisor))).toBe('not_found');
  const voided = await Promise.all([giveBack(controller), giveBack(controller)]);
  expect(voided.map(({ body: said }) => said)).toContainEqual({ state: 'voided', places: 2 });
  expect(voided.map(({ body: said }) => said)).toContainEqual({ state: 'nothing_to_void', places: 0 });
  expect((await giveBack(controller, body.scanId)).body).toMatchObject({ state: 'nothing_to_void' });
  const row = await shop.db
    .selectFrom('tickets.tickets')
    .select(['entries', 'status', 'first_entry_at'])
    .where('id', '=', ticket.id)
    .executeTakeFirstOrThrow();
  expect(row).toEqual({ entries: 0, status: 'valid', first_entry_at: null });
});

test('the state of the gates adds up entries, refusals and conflicts, and a stream tells of a change', async () => {
  const own = await shop.make.session();
  const [duo, solo] = [await buyTicket(shop, own, 'duo'), await buyTicket(shop, own)];
  await scan(controller, own, duo.code, { places: 1 });
  await scan(controller, own, solo.code, { gate: 'B' });
  await scan(controller, own, solo.code, { gate: 'B' });
  const scanner = await Scanner.enrolled(shop.db);
  await scanner.scan(own, solo.code, { gate: 'C', scannedAt: ago(3 * minute) });
  await scanner.sync(controller);
  const { body: state } = await admin.get<GateState>(`/admin/gates/${own.code}`);
  expect(state).toMatchObject({
    session: own.code,
    entered: 3,
    inside: 3,
    expected: 3,
    openConflicts: 1,
    quarantined: 0,
  });
  expect(state.gates).toMatchObject([
    { gate: 'A', entered: 1, refused: 0, controllers: ['Ana Martín'], devices: 0 },
    { gate: 'B', entered: 1, refused: 1 },
    { gate: 'C', entered: 1, refused: 0, devices: 1 },
  ]);
  expect(state.refusals).toEqual([{ reason: 'already_used', scans: 1 }]);
  expect(state.minutes.reduce((sum, { entered }) => sum + entered, 0)).toBe(3);
  expect(state.minutes[0]).toMatchObject({ gate: 'C', entered: 1 });
  const events = await openEvents(`${shop.url}/api/v1/admin/gates/${own.code}/stream`, {
    authorization: `Bearer ${admin.accessToken ?? ''}`,
  });
  const next = async (): Promise<GateState> => JSON.parse((await events.next()).data);
  expect((await next()).entered).toBe(3);
  await scan(controller, own, duo.code, { places: 1 });
  expect((await next()).entered).toBe(4);
  events.close();
});

test('gates are set, but for one that has scans; hours in the right order; who left comes back where it is allowed', async () => {
  const own = await shop.make.session();
  const { code } = await buyTicket(shop, own);
  await scan(controller, own, code, { gate: 'B' });
  const set = (body: object) => admin.call('PATCH', `/admin/gates/${own.code}`, { body });
  expect(codeOf(await set({ gates: ['A', 'D'] }))).toBe('gate_has_scans');
  const [opensAt, closesAt] = [ago(60 * minute), new Date(Date.now() + 60 * minute).toISOString()];
  expect(codeOf(await set({ opensAt: closesAt, closesAt: opensAt }))).toBe('invalid_request');
  const done = await set({ gates: ['B', 'D'], opensAt, closesAt, reentry: true });
  expect(done.body).toEqual({ session: own.code, gates: ['B', 'D'], opensAt, closesAt, reentry: true });
  expect((await set({ closesAt: null })).body).toMatchObject({ opensAt, closesAt: null, reentry: true });
});

test('the log of a session is read page by page, newest first, by gate and by reason', async () => {
  const own = await shop.make.session();
  const { code } = await buyTicket(shop, own);
  for (let made = 0; made < 5; made += 1) await scan(controller, own, code, { gate: made % 2 === 0 ? 'A' : 'B' });
  const read = async (query: string) =>
    (await admin.get<{ items: LoggedScan[]; nextCursor: string | null }>(`/admin/scans?session=${own.code}${query}`))
      .body;
  const all = (await read('')).items;
  expect(all.map(({ reason }) => reason)).toEqual([...Array(4).fill('already_used'), 'ok']);
  const paged: LoggedScan[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await read(`&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    paged.push(...page.items);
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(all);
  expect((await read('&gate=B')).items).toHaveLength(2);
  expect((await read('&reason=ok')).items).toHaveLength(1);
  expect(codeOf(await admin.get(`/admin/scans?session=${own.code}&cursor=abc`))).toBe('invalid_request');
  expect(codeOf(await admin.get('/admin/scans?session=XXX999'))).toBe('not_found');
});
