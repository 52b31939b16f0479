import type { Posting } from '@og-tickets/contract/gate-devices.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Client } from '../../../test/client.ts';
import { inviteScanner } from '../../../test/enrolment.ts';
import { buyTicket, scanOf } from '../../../test/gate.ts';
import { startTestShop, type TestShop } from '../../../test/harness.ts';
import { loginAsAdmin } from '../../../test/refunds.ts';
import { readJournal } from '../audit/index.ts';

let shop: TestShop;
let admin: Client;
beforeAll(async () => {
  shop = await startTestShop();
  admin = await loginAsAdmin(shop);
});
afterAll(() => shop.close());

const told = async (limit: number) => (await readJournal(shop.platform, { before: null, limit })).toReversed();

test('what an admin does at the gates stands in the journal, and what was refused does not', async () => {
  const session = await shop.make.session();
  const controller = await shop.make.account('controller', { posted: false });
  const { device } = await inviteScanner(admin);
  await admin.post(`/admin/devices/${device.id}/revoke`);
  const where = { session: session.code, gate: null, supervisor: true };
  const { body: posting } = await admin.post<Posting>('/admin/postings', { controllerId: controller.id, ...where });
  await admin.call('DELETE', `/admin/postings/${posting.id}`);
  await admin.call('PATCH', `/admin/gates/${session.code}`, { body: { gates: ['A', 'B'], reentry: true } });
  expect((await admin.call('DELETE', `/admin/postings/${posting.id}`)).status).toBe(404);
  const entries = await told(10);
  expect(entries.map(({ action }) => action)).toEqual([
    'device.invited',
    'device.revoked',
    'posting.created',
    'posting.removed',
    'gates.changed',
  ]);
  expect(entries[2]).toMatchObject({ subject: { id: posting.id }, after: { controllerId: controller.id } });
  expect(entries[4]).toMatchObject({ before: { gates: ['A', 'B', 'C'] }, after: { gates: ['A', 'B'], reentry: true } });
});

test('an entry that is taken back is told with its reason', async () => {
  const session = await shop.make.session();
  const { code } = await buyTicket(shop, session);
  const body = scanOf(session, code);
  expect((await admin.post('/gate/redeem', body)).status).toBe(200);
  const undone = await admin.post(`/gate/scans/${body.scanId}/undo`, { reason: 'mauvaise personne' });
  expect(undone.status).toBe(200);
  expect(await told(1)).toMatchObject([
    { action: 'scan.undone', subject: { id: body.scanId }, after: { inside: 0 }, reason: 'mauvaise personne' },
  ]);
});
