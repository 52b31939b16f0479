import { randomUUID } from 'node:crypto';
import type { ScanResult } from '@og-tickets/contract/admissions.ts';
import { decodeBase45, encodeBase45 } from '@og-tickets/contract/rules/base45.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { buyTicket, scan, scanOf } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';

let shop: TestShop;
let session: MadeSession;
let controller: Client;

beforeAll(async () => {
  shop = await startTestShop();
  session = await shop.make.session();
  controller = await shop.make.login(await shop.make.account('controller'));
});
afterAll(() => shop.close());

function changeTicket(
  id: string,
  change: { generation?: number; status?: 'valid' | 'refunded' | 'cancelled' | 'blocked' | 'transferred' },
) {
  return shop.db.updateTable('tickets.tickets').set(change).where('id', '=', id).execute();
}

/** The code with one byte of its record changed. */
function withByte(code: string, at: number, change: (byte: number) => number): string {
  const record = Uint8Array.from(decodeBase45(code.slice(4)) ?? []);
  record[at] = change(record[at] ?? 0);
  return `OG1:${encodeBase45(record)}`;
}

test('a ticket is let in once; the second scan says when and where', async () => {
  const { code, buyer, ticket } = await buyTicket(shop, session);
  const before = Date.now();
  const first = await scan(controller, session, code, { gate: 'B' });
  expect(first).toEqual({
    verdict: 'admitted',
    reason: 'ok',
    entries: 1,
    inside: 1,
    places: 1,
    admittedPlaces: 1,
    firstScan: null,
    holder: 'Ana Martín',
    category: 'A',
    offerName: 'Solo',
    otherSession: null,
  });
  const second = await scan(controller, session, code, { gate: 'C', scannedAt: '2001-01-01T00:00:00Z' });
  expect(second).toMatchObject({ verdict: 'refused', reason: 'already_used', entries: 1, admittedPlaces: 0 });
  expect(second.firstScan?.gate).toBe('B');
  const at = Date.parse(second.firstScan?.at ?? '');
  expect(at).toBeGreaterThan(before - 2_000);
  expect(at).toBeLessThan(Date.now() + 2_000);
  const seen = await buyer.get<{ status: string; entries: number; usedAt: string }>(`/tickets/${ticket.id}`);
  expect(seen.body).toMatchObject({ status: 'used', entries: 1, usedAt: second.firstScan?.at, usedGate: 'B' });
});

test('two people of a Duo may come one after the other, a third may not', async () => {
  const { code, ticket } = await buyTicket(shop, session, 'duo');
  const one = await scan(controller, session, code, { places: 1 });
  expect(one).toMatchObject({ verdict: 'admitted', reason: 'ok_partial', entries: 1, places: 2, admittedPlaces: 1 });
  const tooMany = await scan(controller, session, code, { places: 2 });
  expect(tooMany).toMatchObject({
    verdict: 'refused',
    reason: 'not_enough_places',
    entries: 1,
    firstScan: { gate: 'A' },
  });
  const rest = await scan(controller, session, code);
  expect(rest).toMatchObject({ verdict: 'admitted', reason: 'ok', entries: 2, admittedPlaces: 1, offerName: 'Duo' });
  const again = await scan(controller, session, code, { places: 1 });
  expect(again).toMatchObject({ verdict: 'refused', reason: 'already_used', admittedPlaces: 0 });
  const kept = await shop.db
    .selectFrom('admissions.scans')
    .select(['verdict', 'reason', 'places'])
    .where('ticket_id', '=', ticket.id)
    .orderBy('received_at')
    .execute();
  expect(kept).toEqual([
    { verdict: 'admitted', reason: 'ok_partial', places: 1 },
    { verdict: 'refused', reason: 'not_enough_places', places: 0 },
    { verdict: 'admitted', reason: 'ok', places: 1 },
    { verdict: 'refused', reason: 'already_used', places: 0 },
  ]);
});

test('a ticket for another session is sent there', async () => {
  const other = await shop.make.session();
  const { code } = await buyTicket(shop, other);
  const result = await scan(controller, session, code);
  expect(result).toMatchObject({ verdict: 'refused', reason: 'wrong_session', otherSession: other.code, holder: null });
  expect(await scan(controller, other, code)).toMatchObject({ reason: 'ok' });
});

test('a code that names a session beyond all numbers is refused, not a fault', async () => {
  const { code } = await buyTicket(shop, session);
  const forged = [2, 3, 4, 5].reduce((changed, at) => withByte(changed, at, () => 0xff), code);
  expect(await scan(controller, session, forged)).toMatchObject({ reason: 'wrong_session', otherSession: null });
});

test('forged and foreign codes are refused', async () => {
  const { code } = await buyTicket(shop, session);
  const flip = (at: number) =>
    scan(
      controller,
      session,
      withByte(code, at, (byte) => byte ^ 2),
    );
  expect(await flip(97)).toMatchObject({ verdict: 'refused', reason: 'bad_signature', entries: null, holder: null });
  expect(await flip(24)).toMatchObject({ reason: 'bad_signature' });
  expect(await flip(30)).toMatchObject({ reason: 'bad_signature' });
  expect(await flip(1)).toMatchObject({ reason: 'unknown_key' });
  expect(await scan(controller, session, 'https://example.org/ticket/1')).toMatchObject({ reason: 'not_ours' });
  const newer = withByte(code, 0, () => 0x21);
  expect(await scan(controller, session, newer)).toMatchObject({ verdict: 'check', reason: 'unsupported_version' });
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'admitted' });
});

test('a code of an earlier generation is refused', async () => {
  const { code, ticket } = await buyTicket(shop, session);
  await changeTicket(ticket.id, { generation: 2 });
  expect(await scan(controller, session, code)).toMatchObject({
    verdict: 'refused',
    reason: 'superseded',
    holder: null,
  });
  await changeTicket(ticket.id, { generation: 2, status: 'refunded' });
  expect(await scan(controller, session, code)).toMatchObject({ reason: 'refunded', holder: 'Ana Martín' });
  await changeTicket(ticket.id, { generation: 1, status: 'valid' });
  expect(await scan(controller, session, code)).toMatchObject({ reason: 'ok' });
});

test.each(['refunded', 'cancelled', 'blocked'] as const)('a %s ticket lets nobody in', async (status) => {
  const { code, ticket } = await buyTicket(shop, session);
  await changeTicket(ticket.id, { status });
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'refused', reason: status, entries: 0 });
  await changeTicket(ticket.id, { status: 'valid' });
  expect(await scan(controller, session, code)).toMatchObject({ reason: 'ok' });
});

test('a well-signed code without its ticket, or without its fingerprint, is refused', async () => {
  const { code, ticket } = await buyTicket(shop, session);
  const { fingerprint } = await shop.db
    .selectFrom('tickets.tickets')
    .select('fingerprint')
    .where('id', '=', ticket.id)
    .executeTakeFirstOrThrow();
  const setFingerprint = (value: Buffer) =>
    shop.db.updateTable('tickets.tickets').set({ fingerprint: value }).where('id', '=', ticket.id).execute();
  await setFingerprint(Buffer.from(fingerprint.map((byte) => byte ^ 0x80)));
  expect(await scan(controller, session, code)).toMatchObject({
    verdict: 'refused',
    reason: 'key_mismatch',
    holder: null,
  });
  await setFingerprint(fingerprint);
  const away = randomUUID();
  await shop.db.updateTable('tickets.tickets').set({ id: away }).where('id', '=', ticket.id).execute();
  expect(await scan(controller, session, code)).toMatchObject({ verdict: 'refused', reason: 'unknown_ticket' });
  await shop.db.updateTable('tickets.tickets').set({ id: ticket.id }).where('id', '=', away).execute();
});

test('the same scan sent again gets its first answer; another under its id is refused', async () => {
  const { code } = await buyTicket(shop, session);
  const body = scanOf(session, code);
  const first = await controller.post<ScanResult>('/gate/redeem', body);
  expect(first.body.reason).toBe('ok');
  const again = await controller.post<ScanResult>('/gate/redeem', body);
  expect(again.status).toBe(200);
  expect(again.body).toEqual(first.body);
  for (const change of [
    { gate: 'B' },
    { code: `${code.slice(0, -1)}${code.endsWith('0') ? '1' : '0'}` },
    { places: 1 },
    { scannedAt: '2001-01-01T00:00:00Z' },
  ]) {
    const other = await controller.post('/gate/redeem', { ...body, ...change });
    expect(other.status).toBe(409);
    expect(Client.problem(other).code).toBe('scan_id_reused');
  }
  const refused = scanOf(session, 'no code');
  const firstRefusal = await controller.post<ScanResult>('/gate/redeem', refused);
  expect(firstRefusal.body.reason).toBe('not_ours');
  expect((await controller.post('/gate/redeem', refused)).body).toEqual(firstRefusal.body);
});

test('a code typed from paper is read, in groups, in small letters, "_" for a space', async () => {
  const { code } = await buyTicket(shop, session);
  const typed = code.replaceAll(' ', '_').replace(/.{4}/g, '$& ').toLowerCase();
  expect(await scan(controller, session, typed)).toMatchObject({ reason: 'ok' });
});

test('a session or a gate that is not there is not found', async () => {
  const { code } = await buyTicket(shop, session);
  for (const change of [{ gate: 'Z' }, { session: 'NONE99' }]) {
    const answer = await controller.post('/gate/redeem', scanOf(session, code, change));
    expect(Client.problem(answer)).toMatchObject({ status: 404, code: 'not_found' });
  }
  expect(await scan(controller, session, code)).toMatchObject({ reason: 'ok' });
});

test('whatever a gate’s clock shows is kept, and decides nothing', async () => {
  for (const [scannedAt, kept] of [
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00.000Z'],
    ['9999-12-31T23:59:59.999Z', '9999-12-31T23:59:59.999Z'],
    ['2024-01-01T10:00:00+23:59', '2023-12-31T10:01:00.000Z'],
    ['2024-01-01t10:00:00z', '2024-01-01T10:00:00.000Z'],
  ] as const) {
    const body = scanOf(session, 'no code', { scannedAt });
    const answer = await controller.post<ScanResult>('/gate/redeem', body);
    expect({ scannedAt, status: answer.status }).toEqual({ scannedAt, status: 200 });
    const row = await shop.db
      .selectFrom('admissions.scans')
      .select('scanned_at')
      .where('id', '=', body.scanId)
      .executeTakeFirstOrThrow();
    expect(row.scanned_at.toISOString()).toBe(kept);
  }
});

test('any barcode gets its verdict, whatever stands in it', async () => {
  for (const code of ['\0', 'WIFI:T:WPA;\0;', '\ud800 half a letter', '\u202e']) {
    expect(await scan(controller, session, code)).toMatchObject({ verdict: 'refused', reason: 'not_ours' });
  }
});

test('only controllers and admins scan', async () => {
  const { code, buyer } = await buyTicket(shop, session);
  for (const call of [
    (client: Client) => client.post('/gate/redeem', scanOf(session, code)),
    (client: Client) => client.get('/gate/sessions'),
  ]) {
    expect(Client.problem(await call(buyer))).toMatchObject({ status: 403, code: 'forbidden' });
    expect(Client.problem(await call(shop.client()))).toMatchObject({ status: 401, code: 'unauthenticated' });
  }
  const admin = await shop.make.login(await shop.make.account('admin'));
  expect(await scan(admin, session, code)).toMatchObject({ reason: 'ok' });
});
