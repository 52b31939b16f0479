import { createPublicKey, verify } from 'node:crypto';
import type { Manifest } from '@og-tickets/contract/gate-lists.ts';
import { base64UrlToBytes } from '@og-tickets/contract/rules/bytes.ts';
import { manifestProof } from '@og-tickets/contract/rules/gate/device-proof.ts';
import { findEntry, openPack, type Pack, packHash } from '@og-tickets/contract/rules/gate/pack.ts';
import { applyDelta } from '@og-tickets/contract/rules/gate/pack-delta.ts';
import { checkTicketCode } from '@og-tickets/contract/rules/ticket-code/check.ts';
import { signatureInput } from '@og-tickets/contract/rules/ticket-code/encode.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { Client } from '../../../test/client.ts';
import { beginShift, enrolScanner, type EnrolledScanner } from '../../../test/enrolment.ts';
import { openEvents } from '../../../test/events.ts';
import type { MadeSession } from '../../../test/factory.ts';
import { buyTicket, scan } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { type Tx, withTx } from '../../platform/database/database.ts';
import { ChangeHorizon, markSigningKey, readTicketChanges } from '../tickets/index.ts';
import { forgetChanges } from '../tickets/actions/forget-changes.ts';
import { GateLists } from './views/gate-lists.ts';
import { readGateSession } from './views/gate-session.ts';
import { composeManifest } from './views/manifest.ts';

let shop: TestShop;
let admin: Client;
let controller: Client;
let scanner: EnrolledScanner;

beforeAll(async () => {
  shop = await startTestShop();
  admin = await shop.make.login(await shop.make.account('admin'));
  controller = await shop.make.login(await shop.make.account('controller'));
  scanner = await enrolScanner(admin);
  await beginShift(scanner, controller);
});
afterAll(() => shop.close());

const codeOf = (answer: Parameters<typeof Client.problem>[0]): string => Client.problem(answer).code;

async function manifestOf({ code }: MadeSession): Promise<Manifest & { signed: Signed }> {
  const { body } = await controller.get<Signed>(`/gate/sessions/${code}/manifest`);
  return { ...(JSON.parse(body.manifest) as Manifest), signed: body };
}
interface Signed {
  manifest: string;
  kid: number;
  signature: string;
}

async function packOf({ code }: MadeSession, since?: number): Promise<Pack> {
  const answer = await controller.get(`/gate/sessions/${code}/pack${since === undefined ? '' : `?since=${since}`}`);
  if (answer.status !== 200) throw new Error(`no list: ${answer.status} ${answer.bytes.toString()}`);
  return openPack(new Uint8Array(answer.bytes));
}

/** The list once it knows the newest change of all. */
async function settledPack(session: MadeSession, since?: number): Promise<Pack> {
  return shop.make.until(async () => {
    const pack = await packOf(session, since);
    const { rows } = await sql<{ newest: number }>`
      SELECT coalesce(max(number), 0)::bigint AS newest FROM tickets.changes WHERE session_id = ${session.id}`.execute(
      shop.db,
    );
    return pack.sequence >= (rows[0]?.newest ?? 0) ? pack : null;
  }, 'a list of now');
}

test('the manifest is signed by the current ticket key, under a label that no ticket has', async () => {
  const session = await shop.make.session();
  const { code } = await buyTicket(shop, session);
  await settledPack(session);
  const manifest = await manifestOf(session);
  expect(manifest).toMatchObject({
    session: session.code,
    sessionNumber: session.id,
    gates: ['A', 'B', 'C'],
    opensAt: null,
    closesAt: null,
    reentry: false,
    amberPerHour: 10,
    offers: [
      { places: 1, name: 'Solo' },
      { places: 2, name: 'Duo' },
      { places: 4, name: 'Famille' },
    ],
    pack: { tickets: 1 },
  });
  const { signed } = manifest;
  const { currentKid, rawPublicKeys } = shop.platform.keys.signing;
  expect(signed.kid).toBe(currentKid);
  const listed = manifest.keys.find(({ kid }) => kid === currentKid);
  expect(listed).toMatchObject({ state: 'active' });
  const raw = base64UrlToBytes(listed?.publicKey ?? '');
  expect(raw).toEqual(rawPublicKeys.get(currentKid));
  const publicKey = createPublicKey({ key: Buffer.from(raw), format: 'raw-public', asymmetricKeyType: 'ed25519' });
  const signature = base64UrlToBytes(signed.signature);
  expect(verify(null, manifestProof(signed.manifest), publicKey, signature)).toBe(true);
  expect(verify(null, Buffer.from(signed.manifest), publicKey, signature)).toBe(false);
  // What a ticket signs begins otherwise, so no manifest can stand for one.
  expect(verify(null, signatureInput(Buffer.from(signed.manifest)), publicKey, signature)).toBe(false);
  const input = { text: code, publicKeys: rawPublicKeys, sessionNumber: session.id, nowSeconds: Date.now() / 1000 };
  expect((await checkTicketCode(input)).ok).toBe(true);
  const pack = await packOf(session);
  expect(manifest.pack.sha256).toBe(await packHash(pack));
  expect(pack).toMatchObject({ sequence: manifest.pack.sequence, sessionNumber: session.id, since: 0 });
});

test('the manifest names the sessions that start within a day, the nearest first, and none that is a secret', async () => {
  const session = await shop.make.session();
  const near = await Promise.all([0, 1, 2, 3].map(() => shop.make.session()));
  const [later, earlier, far, draft] = near.map(({ id }) => id) as [number, number, number, number];
  // A year of its own, away from the other sessions of this file.
  const startAt = (id: number, hours: number, status = 'published') =>
    sql`UPDATE catalog.sessions
           SET starts_at = at.start, ends_at = at.start + interval '2 hours', doors_at = at.start, status = ${status}
          FROM (SELECT timestamptz '2041-07-26 18:00Z' + make_interval(hours => ${hours}::int) AS start) AS at
         WHERE id = ${id}`.execute(shop.db);
  await startAt(session.id, 0);
  await startAt(later, 24);
  await startAt(earlier, -3);
  await startAt(far, 25);
  await startAt(draft, 1, 'draft');
  const codeOfId = (id: number) => near.find((one) => one.id === id)?.code;
  expect((await manifestOf(session)).neighbours).toEqual([
    { number: earlier, code: codeOfId(earlier) },
    { number: later, code: codeOfId(later) },
  ]);
});

test('a tainted key is told as such, a retired one not at all', async () => {
  const session = await shop.make.session();
  const kid = shop.platform.keys.signing.currentKid;
  const facts = await readGateSession(shop.db, session.code);
  if (facts === null) throw new Error('no session');
  const list = new GateLists(shop.platform).of(session.id);
  const told = (state: string | undefined) =>
    shop.make.until(async () => {
      const manifest: Manifest = JSON.parse(await composeManifest(shop.platform, { facts, list, locale: 'fr' }));
      return manifest.keys.find((key) => key.kid === kid)?.state === state ? true : null;
    }, `the key is ${state}`);
  await told('active');
  await withTx(shop.db, (tx) => markSigningKey(tx, kid, 'tainted'));
  await told('tainted');
  await withTx(shop.db, (tx) => markSigningKey(tx, kid, 'retired'));
  await told(undefined);
  await sql`DELETE FROM tickets.signing_keys WHERE kid = ${kid}`.execute(shop.db);
  await told('active');
});

test('every change that a list shows comes with the next changes, and makes the same list as a new one', async () => {
  const session = await shop.make.session();
  const bought = [await buyTicket(shop, session, 'duo'), await buyTicket(shop, session)];
  const [first, second] = bought.map(({ ticket }) => ticket.id) as [string, string];
  let pack = await settledPack(session);
  expect(findEntry(pack, first)).toMatchObject({ places: 2, entries: 0, inside: 0, status: 'valid', conflict: false });
  const steps: [string, () => Promise<unknown>, Record<string, unknown>][] = [
    ['an entry', () => scan(controller, session, bought[0]?.code ?? '', { places: 1 }), { entries: 1, inside: 1 }],
    [
      'an exit',
      () => scan(controller, session, bought[0]?.code ?? '', { direction: 'out' }),
      { entries: 1, inside: 0 },
    ],
    [
      'kinds',
      () => sql`UPDATE tickets.tickets SET allowed_kinds = 2 WHERE id = ${first}`.execute(shop.db),
      { allowedKinds: 2 },
    ],
    [
      'a block',
      () => sql`UPDATE tickets.tickets SET status = 'blocked' WHERE id = ${first}`.execute(shop.db),
      { status: 'blocked' },
    ],
    [
      'a renewal',
      () => sql`UPDATE tickets.tickets SET generation = 2, status = 'valid' WHERE id = ${first}`.execute(shop.db),
      { generation: 2 },
    ],
    [
      'a conflict',
      () => sql`UPDATE tickets.tickets SET conflict = 'open' WHERE id = ${first}`.execute(shop.db),
      { conflict: true },
    ],
    [
      'its end',
      () => sql`UPDATE tickets.tickets SET conflict = 'none' WHERE id = ${first}`.execute(shop.db),
      { conflict: false },
    ],
    [
      'kinds of the session',
      () => sql`UPDATE catalog.sessions SET allowed_kinds = 1 WHERE id = ${session.id}`.execute(shop.db),
      { allowedKinds: 0 },
    ],
  ];
  for (const [what, work, expected] of steps) {
    await work();
    const delta = await settledPack(session, pack.sequence);
    expect([what, delta.since]).toEqual([what, pack.sequence]);
    expect([what, delta.entries.length / 22]).toEqual([what, what === 'kinds of the session' ? 2 : 1]);
    pack = applyDelta(pack, delta);
    expect([what, findEntry(pack, first)]).toEqual([what, expect.objectContaining(expected)]);
  }
  await sql`UPDATE catalog.sessions SET allowed_kinds = 3 WHERE id = ${session.id}`.execute(shop.db);
  const third = await buyTicket(shop, session);
  pack = applyDelta(pack, await settledPack(session, pack.sequence));
  expect(findEntry(pack, third.ticket.id)).toMatchObject({ places: 1, status: 'valid' });
  expect(await packHash(pack)).toBe(await packHash(await packOf(session)));
  expect((await manifestOf(session)).pack.sha256).toBe(await packHash(pack));
  // Names are in no list: whoever renames a ticket changes nothing there.
  await sql`UPDATE tickets.tickets SET holders_sealed = holders_sealed WHERE id = ${second}`.execute(shop.db);
  expect((await settledPack(session, pack.sequence)).entries).toHaveLength(0);
});

test('changes from before this process read the list are found as long as they are kept, else the whole comes', async () => {
  const session = await shop.make.session();
  const { ticket, code } = await buyTicket(shop, session);
  const old = await settledPack(session);
  await scan(controller, session, code);
  await settledPack(session, old.sequence);
  const fresh = new GateLists(shop.platform).of(session.id);
  const delta = openPack(await fresh.bytes(old.sequence));
  expect(delta.since).toBe(old.sequence);
  expect(findEntry(delta, ticket.id)).toMatchObject({ entries: 1 });
  await sql`UPDATE tickets.changes SET changed_at = now() - interval '2 hours'`.execute(shop.db);
  await forgetChanges(shop);
  const whole = openPack(await new GateLists(shop.platform).of(session.id).bytes(old.sequence));
  expect(whole).toMatchObject({ since: 0, sequence: delta.sequence });
  // A number that was never given out, as after a restored backup.
  expect(openPack(await fresh.bytes(4_000_000_000)).since).toBe(0);
});

/** A transaction that stays open until it is told to end. */
function openTransaction(work: (tx: Tx) => Promise<unknown>): { worked: Promise<void>; commit(): Promise<void> } {
  const worked = Promise.withResolvers<void>();
  const wait = Promise.withResolvers<void>();
  const done = withTx(shop.db, async (tx) => {
    await work(tx);
    worked.resolve();
    await wait.promise;
  });
  return {
    worked: worked.promise,
    commit: () => {
      wait.resolve();
      return done;
    },
  };
}

test('a change that is committed after a later one is not missed', async () => {
  const session = await shop.make.session();
  const [early, late] = [(await buyTicket(shop, session)).ticket.id, (await buyTicket(shop, session)).ticket.id];
  const horizon = new ChangeHorizon(shop.platform.aside);
  const block = (tx: Tx, id: string) =>
    tx.updateTable('tickets.tickets').set({ status: 'blocked' }).where('id', '=', id).execute();
  let before = await settledPack(session);
  let readTo = await horizon.look();
  const held = openTransaction((tx) => block(tx, early));
  await held.worked;
  await withTx(shop.db, (tx) => block(tx, late));
  const during = await horizon.look();
  expect(during).toBe(readTo);
  readTo = during;
  // Who reads now sees the later change and not the earlier one, of a lower number.
  const seen = await readTicketChanges(shop.db, { sessionId: session.id, after: readTo });
  expect(seen).toHaveLength(22);
  before = applyDelta(before, await packOf(session, before.sequence));
  await held.commit();
  const after = applyDelta(before, await settledPack(session, before.sequence));
  expect(findEntry(after, early)).toMatchObject({ status: 'blocked' });
  expect(findEntry(after, late)).toMatchObject({ status: 'blocked' });
  expect(await horizon.look()).toBeGreaterThan(readTo);
  await sql`UPDATE tickets.tickets SET status = 'valid' WHERE session_id = ${session.id}`.execute(shop.db);
});

test('a scanner that follows is told of each change, and its stream ends when it is revoked', async () => {
  const session = await shop.make.session();
  const { code } = await buyTicket(shop, session);
  const [login, stolen] = [await shop.make.login(await shop.make.account('controller')), await enrolScanner(admin)];
  await beginShift(stolen, login);
  const url = `${shop.url}/api/v1/gate/sessions/${session.code}/stream`;
  const events = await openEvents(url, { authorization: `Bearer ${login.accessToken}` });
  const next = async (): Promise<unknown> => JSON.parse((await events.next()).data);
  expect(await next()).toMatchObject({ entered: 0, inside: 0, expected: 1 });
  await scan(controller, session, code);
  expect(await next()).toMatchObject({ entered: 1, inside: 1, expected: 1 });
  await admin.post(`/admin/devices/${stolen.id}/revoke`);
  await expect(next()).rejects.toThrow('the stream ended');
  for (const what of ['manifest', 'pack', 'stream']) {
    expect(codeOf(await login.get(`/gate/sessions/${session.code}/${what}`))).toBe('device_revoked');
  }
});

test('lists are for scanners, and for controllers who are posted to the session', async () => {
  const session = await shop.make.session();
  const desk = await shop.make.login(await shop.make.account('controller'));
  const stranger = await shop.make.login(await shop.make.account('controller', { posted: false }));
  const elsewhere = await shop.make.session();
  const bound = await enrolScanner(admin, { sessions: [elsewhere.code] });
  const onBound = await shop.make.login(await shop.make.account('controller'));
  await beginShift(bound, onBound);
  const boss = await shop.make.login(await shop.make.account('admin'));
  for (const what of ['manifest', 'pack', 'stream']) {
    const path = `/gate/sessions/${session.code}/${what}`;
    expect([what, codeOf(await desk.get(path))]).toEqual([what, 'device_needed']);
    expect([what, codeOf(await boss.get(path))]).toEqual([what, 'device_needed']);
    expect([what, codeOf(await stranger.get(path))]).toEqual([what, 'not_posted']);
    expect([what, codeOf(await onBound.get(path))]).toEqual([what, 'not_posted']);
    expect([what, codeOf(await controller.get(`/gate/sessions/NOWHERE1/${what}`))]).toEqual([what, 'not_found']);
  }
  expect((await onBound.get(`/gate/sessions/${elsewhere.code}/manifest`)).status).toBe(200);
});
