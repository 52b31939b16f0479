import { randomUUID } from 'node:crypto';
import { showableCode, textToShow } from '@og-tickets/contract/rules/ticket-code/show.ts';
import type { TicketCode } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { buyTicket, scan, scanOf } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { Scanner } from '../../../test/offline-scanner.ts';

let shop: TestShop;
let session: MadeSession;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session();
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(() => shop.close());

const minute = 60_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();

function ticketRow(id: string) {
  return shop.db
    .selectFrom('tickets.tickets')
    .select(['entries', 'exits', 'status', 'conflict', 'first_entry_gate as gate'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
}

async function conflictsOf(subject: string) {
  const { rows } = await sql<{ kind: string; state: string; scans: string[] }>`
    SELECT kind, state, (SELECT array_agg(scan_id ORDER BY scan_id) FROM admissions.conflict_scans WHERE conflict_id = id) AS scans
      FROM admissions.conflicts WHERE subject = ${subject} ORDER BY opened_at`.execute(shop.db);
  return rows;
}

const codeOf = (answer: { status: number; body: unknown }): string =>
  Client.problem({ headers: new Headers(), bytes: Buffer.alloc(0), ...answer }).code;

test('what a scanner let in without network counts once, however often it is uploaded', async () => {
  const scanner = await Scanner.enrolled(shop.db);
  const { code, ticket } = await buyTicket(shop, session, 'famille');
  const first = await scanner.scan(session, code, { places: 1, scannedAt: ago(5 * minute), gate: 'B' });
  await scanner.scan(session, code, { places: 2, scannedAt: ago(4 * minute) });
  expect((await scanner.upload(controller)).body.results.map(({ outcome }) => outcome)).toEqual([
    'recorded',
    'recorded',
  ]);
  await scanner.scan(session, code, { places: 1 });
  // The answer to the first upload was lost: it is sent again, with what came since.
  expect((await scanner.upload(controller)).body.results.map(({ outcome }) => outcome)).toEqual([
    'known',
    'known',
    'recorded',
  ]);
  expect((await scanner.upload(controller)).body.results.map(({ outcome }) => outcome)).toEqual([
    'known',
    'known',
    'known',
  ]);
  expect(await ticketRow(ticket.id)).toEqual({ entries: 4, exits: 0, status: 'used', conflict: 'none', gate: 'B' });
  const refused = await scan(controller, session, code);
  expect(refused).toMatchObject({ reason: 'already_used', firstScan: { gate: 'B', at: first.scannedAt } });
  expect(await conflictsOf(ticket.id)).toEqual([]);
});

test('of a chain with a hole, a fork, a wrong head or another signature nothing is recorded', async () => {
  const scanner = await Scanner.enrolled(shop.db);
  const other = await Scanner.enrolled(shop.db);
  const { code, ticket } = await buyTicket(shop, session, 'famille');
  for (let at = 0; at < 4; at += 1)
    await scanner.scan(session, code, { places: 0, verdict: 'refused', reason: 'already_used' });
  const [one, two, three, four] = scanner.queue;
  if (one === undefined || two === undefined || three === undefined || four === undefined) throw new Error('no scans');
  const good = await scanner.body(scanner.queue);
  const refusals: [object, string][] = [
    [await scanner.body([two, three]), 'chain_broken'],
    [await scanner.body([one, three]), 'chain_broken'],
    [
      { ...good, head: (await other.body([two])).head, signature: await scanner.sign((await other.body([two])).head) },
      'chain_broken',
    ],
    [{ ...good, signature: await other.sign(good.head) }, 'device_proof_refused'],
    [{ ...good, deviceId: other.id }, 'device_proof_refused'],
    [{ ...good, deviceId: randomUUID() }, 'not_found'],
    [{ ...good, scans: [{ ...one, reason: 'blocked' }, two, three, four] }, 'chain_broken'],
  ];
  for (const [body, code_] of refusals) expect(codeOf(await controller.post('/gate/scans', body))).toBe(code_);
  expect((await scanner.upload(controller, [one, two])).status).toBe(200);
  // Another third scan than the one that follows: the scanner's memory was put back.
  expect(codeOf(await controller.post('/gate/scans', await scanner.body([one, four])))).toBe('chain_broken');
  expect(codeOf(await controller.post('/gate/scans', await scanner.body([four])))).toBe('chain_broken');
  expect(codeOf(await controller.post('/gate/scans', await scanner.body([{ ...three, previous: '' }])))).toBe(
    'chain_broken',
  );
  const kept = await shop.db.selectFrom('admissions.scans').select('id').where('device_id', '=', scanner.id).execute();
  expect(new Set(kept.map(({ id }) => id))).toEqual(new Set([one.scanId, two.scanId]));
  expect((await ticketRow(ticket.id)).entries).toBe(0);
});

test('two scanners that let the same ticket in make one conflict with both scans, and nobody more comes in', async () => {
  const [left, right] = [await Scanner.enrolled(shop.db, 'Gauche'), await Scanner.enrolled(shop.db, 'Droite')];
  const { code, ticket } = await buyTicket(shop, session, 'duo');
  const scans = [
    await left.scan(session, code, { places: 2, scannedAt: ago(10 * minute) }),
    await right.scan(session, code, { places: 1, gate: 'C', scannedAt: ago(9 * minute) }),
  ];
  expect(await right.sync(controller)).toEqual(['recorded']);
  expect(await left.sync(controller)).toEqual(['conflict']);
  const ids = scans.map(({ scanId }) => scanId).toSorted();
  expect(await conflictsOf(ticket.id)).toEqual([{ kind: 'entered_twice', state: 'open', scans: ids }]);
  expect(await ticketRow(ticket.id)).toEqual({ entries: 3, exits: 0, status: 'used', conflict: 'open', gate: 'A' });
  expect((await scan(controller, session, code)).verdict).toBe('refused');
});

test('a ticket of which only one place went in offline takes no more while its conflict is open', async () => {
  const scanner = await Scanner.enrolled(shop.db);
  const { code, ticket } = await buyTicket(shop, session, 'duo');
  await shop.db.updateTable('tickets.tickets').set({ generation: 2 }).where('id', '=', ticket.id).execute();
  await scanner.scan(session, code, { places: 1 });
  expect(await scanner.sync(controller)).toEqual(['conflict']);
  await shop.db.updateTable('tickets.tickets').set({ generation: 1 }).where('id', '=', ticket.id).execute();
  expect(await conflictsOf(ticket.id)).toMatchObject([{ kind: 'entered_without_right', state: 'open' }]);
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'refused', reason: 'blocked' });
});

test('whoever was let in offline without right is a conflict: refunded, unknown, forged, of another session', async () => {
  const scanner = await Scanner.enrolled(shop.db);
  const elsewhere = await shop.make.session();
  const [refunded, gone, wrong] = [
    await buyTicket(shop, session),
    await buyTicket(shop, session),
    await buyTicket(shop, elsewhere),
  ];
  await shop.db
    .updateTable('tickets.tickets')
    .set({ status: 'refunded' })
    .where('id', '=', refunded.ticket.id)
    .execute();
  await shop.db
    .updateTable('tickets.tickets')
    .set({ fingerprint: Buffer.alloc(8) })
    .where('id', '=', gone.ticket.id)
    .execute();
  const forged = `${refunded.code.slice(0, -3)}000`;
  const scans = [];
  for (const code of [refunded.code, gone.code, wrong.code, forged]) scans.push(await scanner.scan(session, code));
  expect(await scanner.sync(controller)).toEqual(['conflict', 'conflict', 'conflict', 'conflict']);
  const found = await shop.db
    .selectFrom('admissions.scans')
    .select(['found', 'ticket_id'])
    .where(
      'id',
      'in',
      scans.map(({ scanId }) => scanId),
    )
    .orderBy('received_at')
    .execute();
  expect(new Set(found.map((row) => row.found))).toEqual(
    new Set(['refunded', 'key_mismatch', 'wrong_session', 'bad_signature']),
  );
  expect(await conflictsOf(refunded.ticket.id)).toMatchObject([{ kind: 'entered_without_right', state: 'open' }]);
  // A code that is not the ticket's own is nothing that its owner has to bear.
  expect(await ticketRow(gone.ticket.id)).toMatchObject({ entries: 0, conflict: 'none' });
  for (const { scanId } of scans.slice(1))
    expect(await conflictsOf(scanId)).toMatchObject([{ kind: 'entered_without_right' }]);
  await shop.db.updateTable('tickets.tickets').set({ status: 'used' }).where('id', '=', refunded.ticket.id).execute();
});

test('scans of a scanner after it was revoked or its day was over go to quarantine and count nothing', async () => {
  const scanner = await Scanner.enrolled(shop.db);
  const { code, ticket } = await buyTicket(shop, session, 'famille');
  await scanner.scan(session, code, { scannedAt: ago(3 * minute) });
  await scanner.scan(session, code, { scannedAt: ago(1 * minute) });
  // The clock is put back behind the revocation: the chain tells.
  await scanner.scan(session, code, { scannedAt: ago(30 * minute) });
  await shop.db
    .updateTable('admissions.devices')
    .set({ revoked_at: new Date(Date.now() - 2 * minute) })
    .where('id', '=', scanner.id)
    .execute();
  expect(await scanner.sync(controller)).toEqual(['recorded', 'quarantined', 'quarantined']);
  expect(await ticketRow(ticket.id)).toMatchObject({ entries: 1, conflict: 'none' });
  expect((await conflictsOf(scanner.id)).map(({ kind, scans }) => [kind, scans.length])).toEqual([['quarantine', 2]]);
  const ended = await Scanner.enrolled(shop.db);
  await shop.db
    .updateTable('admissions.devices')
    .set({ ends_at: new Date(Date.now() - minute) })
    .where('id', '=', ended.id)
    .execute();
  await ended.scan(session, code, { scannedAt: ago(2 * minute) });
  await ended.scan(session, code);
  expect(await ended.sync(controller)).toEqual(['recorded', 'quarantined']);
  expect((await ticketRow(ticket.id)).entries).toBe(2);
});

test('a scan that the server had decided is known; what the scanner did otherwise stands beside it', async () => {
  const scanner = await Scanner.enrolled(shop.db);
  const [agreed, late, twice] = [
    await buyTicket(shop, session),
    await buyTicket(shop, session),
    await buyTicket(shop, session),
  ];
  const online = async (code: string) => {
    const body = scanOf(session, code);
    return { scanId: body.scanId, result: (await controller.post('/gate/redeem', body)).body };
  };
  const one = await online(agreed.code);
  const two = await online(late.code);
  await online(twice.code);
  const three = await online(twice.code);
  expect(three.result).toMatchObject({ reason: 'already_used' });
  await scanner.scan(session, agreed.code, { scanId: one.scanId });
  await scanner.scan(session, late.code, { scanId: two.scanId, verdict: 'refused', reason: 'already_used', places: 0 });
  await scanner.scan(session, twice.code, { scanId: three.scanId });
  await scanner.scan(session, twice.code, { scanId: one.scanId });
  expect(await scanner.sync(controller)).toEqual(['known', 'known', 'known', 'rejected']);
  expect(await ticketRow(agreed.ticket.id)).toMatchObject({ entries: 1, status: 'used', conflict: 'none' });
  expect(await ticketRow(late.ticket.id)).toMatchObject({ entries: 0, status: 'valid', conflict: 'none', gate: null });
  expect(await ticketRow(twice.ticket.id)).toMatchObject({ entries: 2, conflict: 'open' });
  const kept = await shop.db
    .selectFrom('admissions.scans')
    .select(['id', 'verdict', 'places', 'local_verdict', 'passed', 'state'])
    .where('id', 'in', [one.scanId, two.scanId, three.scanId])
    .execute();
  const of = (id: string) => kept.find((row) => row.id === id);
  expect(of(one.scanId)).toMatchObject({ verdict: 'admitted', local_verdict: null, passed: 1, state: 'counted' });
  expect(of(two.scanId)).toMatchObject({
    verdict: 'admitted',
    places: 1,
    local_verdict: 'refused',
    passed: 0,
    state: 'voided',
  });
  expect(of(three.scanId)).toMatchObject({ verdict: 'refused', places: 0, local_verdict: 'admitted', passed: 1 });
  expect(await scan(controller, session, late.code)).toMatchObject({ reason: 'ok' });
});

test('a clock that is hours ahead moves no entry into the future, one that was put back makes no old picture good', async () => {
  const scanner = await Scanner.enrolled(shop.db);
  const { buyer, code, ticket } = await buyTicket(shop, session, 'duo');
  const ahead = await scanner.scan(session, code, { scannedAt: ago(-5 * 60 * minute) });
  expect(await scanner.sync(controller)).toEqual(['recorded']);
  const readMoments = (scanId: string) =>
    shop.db
      .selectFrom('admissions.scans')
      .select(['scanned_at', 'happened_at', 'found'])
      .where('id', '=', scanId)
      .executeTakeFirstOrThrow();
  const first = await readMoments(ahead.scanId);
  expect(first.scanned_at.toISOString()).toBe(ahead.scannedAt);
  expect(Math.abs(first.happened_at.getTime() - Date.now())).toBeLessThan(minute);
  // What the page showed an hour ago, at a scanner whose clock says that it is an hour ago.
  const { body } = await buyer.get<TicketCode>(`/tickets/${ticket.id}/code`);
  if (body.kind !== 'rotating') throw new Error(`the code is ${body.kind}`);
  const page = showableCode(body);
  const hourAgo = Math.max(Math.floor(Date.now() / 1000) - 3_600, page.context.t0Seconds);
  const picture = textToShow(page, hourAgo);
  if (picture === undefined) throw new Error('the page showed nothing then');
  const back = await scanner.scan(session, picture, { scannedAt: new Date(hourAgo * 1000).toISOString() });
  const isOld = Date.now() / 1000 - hourAgo > 120;
  expect(await scanner.sync(controller)).toEqual([isOld ? 'conflict' : 'recorded']);
  expect((await readMoments(back.scanId)).found).toBe(isOld ? 'stale_code' : null);
  expect((await ticketRow(ticket.id)).entries).toBe(2);
});
