import type { Device, Posting } from '@og-tickets/contract/gate-devices.ts';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Answer, Client } from '../../../test/client.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import {
  beginShift,
  enrolment,
  enrolScanner,
  type Invitation,
  inviteScanner,
  loginIdOf,
  makeScannerKey,
  shiftOn,
  tokenOfInvitation,
} from '../../../test/enrolment.ts';

let shop: TestShop;
let admin: Client;

beforeAll(async () => {
  shop = await startTestShop();
  admin = await shop.make.login(await shop.make.account('admin'));
});
afterAll(() => shop.close());

const codeOf = (answer: Answer<unknown>): string => Client.problem(answer).code;
const controller = async (options?: { posted: boolean }) =>
  shop.make.login(await shop.make.account('controller', options));

async function stateOf(id: string): Promise<Device | undefined> {
  const { body } = await admin.get<{ items: Device[] }>('/admin/devices');
  return body.items.find((device) => device.id === id);
}

test('an invitation is used once, however many try at the same time, and its token stands nowhere', async () => {
  const invited = await inviteScanner(admin);
  const token = tokenOfInvitation(invited);
  expect(Buffer.from(token, 'base64url')).toHaveLength(16);
  expect(Date.parse(invited.expiresAt) - Date.now()).toBeLessThanOrEqual(600_000);
  const keys = await Promise.all(Array.from({ length: 50 }, makeScannerKey));
  const tries = await Promise.all(
    keys.map(async (key) => shop.client().post('/gate/enrol', await enrolment(token, key))),
  );
  expect(tries.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(new Set(tries.filter(({ status }) => status !== 201).map(codeOf))).toEqual(new Set(['invitation_invalid']));
  expect(await stateOf(invited.device.id)).toMatchObject({ state: 'enrolled' });
  const { rows } = await sql<{ text: string }>`SELECT d::text AS text FROM admissions.devices AS d`.execute(shop.db);
  expect(rows.map(({ text }) => text).join()).not.toContain(token);
  const again = await admin.post(`/admin/devices/${invited.device.id}/invitation`);
  expect(codeOf(again)).toBe('device_already_enrolled');
});

test('an invitation is refused once it is ten minutes old, replaced, or its scanner was revoked', async () => {
  const key = await makeScannerKey();
  const enrol = async (token: string) => shop.client().post('/gate/enrol', await enrolment(token, key));
  const late = await inviteScanner(admin);
  await sql`UPDATE admissions.devices SET invitation_expires_at = now() WHERE id = ${late.device.id}`.execute(shop.db);
  expect(await stateOf(late.device.id)).toMatchObject({ state: 'invitation_expired' });
  expect(codeOf(await enrol(tokenOfInvitation(late)))).toBe('invitation_invalid');
  const renewed = await admin.post<Invitation>(`/admin/devices/${late.device.id}/invitation`);
  expect(codeOf(await enrol(tokenOfInvitation(late)))).toBe('invitation_invalid');
  expect((await enrol(tokenOfInvitation(renewed.body))).status).toBe(201);
  const revoked = await inviteScanner(admin);
  await admin.post(`/admin/devices/${revoked.device.id}/revoke`);
  expect(codeOf(await enrol(tokenOfInvitation(revoked)))).toBe('invitation_invalid');
  expect(codeOf(await admin.post(`/admin/devices/${revoked.device.id}/invitation`))).toBe('not_found');
});

test('who cannot sign with the key that they show enrols nothing and uses nothing up', async () => {
  const token = tokenOfInvitation(await inviteScanner(admin));
  const [mine, theirs] = [await makeScannerKey(), await makeScannerKey()];
  const stolen = { ...(await enrolment(token, mine)), publicKey: theirs.publicKey };
  const noPoint = { ...(await enrolment(token, mine)), publicKey: { ...mine.publicKey, y: mine.publicKey.x } };
  const ofOther = { ...(await enrolment('another-token-of-22-ch', mine)), token };
  for (const body of [stolen, noPoint, ofOther]) {
    expect(codeOf(await shop.client().post('/gate/enrol', body))).toBe('invitation_invalid');
  }
  expect((await shop.client().post('/gate/enrol', await enrolment(token, mine))).status).toBe(201);
});

test('a shift ties a login to the scanner that proves it is there now; the next one ends it', async () => {
  const scanner = await enrolScanner(admin);
  const [first, second] = [await controller(), await controller()];
  const answer = await beginShift(scanner, first);
  expect(answer.body).toMatchObject({ device: { id: scanner.id, sessions: null }, supervisor: true });
  expect((answer.body as { manifestKeys: unknown[] }).manifestKeys.length).toBeGreaterThan(0);
  const old = await shiftOn(scanner, second, new Date(Date.now() - 61_000));
  const ofFirst = await shiftOn(scanner, first);
  const other = await enrolScanner(admin);
  const ofOther = { ...(await shiftOn(other, second)), deviceId: scanner.id };
  for (const body of [old, ofFirst, ofOther]) {
    expect(codeOf(await second.post('/gate/shifts', body))).toBe('device_proof_refused');
  }
  await beginShift(scanner, second);
  const open = await shop.db
    .selectFrom('admissions.shifts')
    .select(['login_id', 'ended_at'])
    .where('device_id', '=', scanner.id)
    .orderBy('began_at')
    .execute();
  expect(open.map(({ login_id, ended_at }) => [login_id, ended_at === null])).toEqual([
    [loginIdOf(first), false],
    [loginIdOf(second), true],
  ]);
  expect((await stateOf(scanner.id))?.controller).toBe('Ana Martín');
  expect((await second.post('/gate/shifts/end')).status).toBe(204);
  const unknown = { ...scanner, id: crypto.randomUUID() };
  expect(codeOf(await second.post('/gate/shifts', await shiftOn(unknown, second)))).toBe('not_found');
});

test('a scanner that was revoked begins no shift, and its login none on another', async () => {
  const [stolen, other] = [await enrolScanner(admin), await enrolScanner(admin)];
  const thief = await controller();
  await beginShift(stolen, thief);
  expect((await admin.post<Device>(`/admin/devices/${stolen.id}/revoke`)).body.state).toBe('revoked');
  for (const scanner of [stolen, other]) {
    expect(codeOf(await thief.post('/gate/shifts', await shiftOn(scanner, thief)))).toBe('device_revoked');
  }
  const late = await enrolScanner(admin);
  await sql`UPDATE admissions.devices SET ends_at = now() WHERE id = ${late.id}`.execute(shop.db);
  expect(await stateOf(late.id)).toMatchObject({ state: 'ended' });
  const honest = await controller();
  expect(codeOf(await honest.post('/gate/shifts', await shiftOn(late, honest)))).toBe('device_revoked');
});

test('scanners are for known sessions and end in the future', async () => {
  const unknown = await admin.post('/admin/devices', {
    name: 'Lecteur',
    sessions: ['NOWHERE1'],
    gate: null,
    endsAt: new Date(Date.now() + 1_000_000).toISOString(),
  });
  expect(codeOf(unknown)).toBe('not_found');
  const past = await admin.post('/admin/devices', {
    name: 'Lecteur',
    sessions: null,
    gate: null,
    endsAt: '2020-01-01T00:00:00Z',
  });
  expect(Client.problem(past)).toMatchObject({ code: 'invalid_request', fields: [{ field: 'body.endsAt' }] });
});

test('controllers are posted to sessions and gates; posted again they only change', async () => {
  const account = await shop.make.account('controller', { posted: false });
  const session = await shop.make.session();
  const post = (change: Record<string, unknown>) =>
    admin.post<Posting>('/admin/postings', {
      controllerId: account.id,
      session: session.code,
      gate: 'A',
      supervisor: false,
      ...change,
    });
  const first = await post({});
  expect(first.body).toMatchObject({ controller: 'Ana Martín', session: session.code, gate: 'A', supervisor: false });
  expect((await post({ supervisor: true })).body).toEqual({ ...first.body, supervisor: true });
  await post({ session: null, gate: null });
  const { body } = await admin.get<{ items: Posting[] }>(`/admin/postings?session=${session.code}`);
  const own = body.items.filter(({ controllerId }) => controllerId === account.id);
  expect(own.map((one) => [one.session, one.gate])).toEqual([
    [null, null],
    [session.code, 'A'],
  ]);
  expect(codeOf(await post({ session: 'NOWHERE1' }))).toBe('not_found');
  const customer = await shop.make.account();
  expect(codeOf(await post({ controllerId: customer.id }))).toBe('not_found');
  expect((await admin.call('DELETE', `/admin/postings/${first.body.id}`)).status).toBe(204);
  expect(codeOf(await admin.call('DELETE', `/admin/postings/${first.body.id}`))).toBe('not_found');
});
