import { paperCode, scanOf } from '../gate.ts';
import {
  beginShift,
  enrolment,
  enrolScanner,
  inviteScanner,
  makeScannerKey,
  shiftOn,
  tokenOfInvitation,
} from '../enrolment.ts';
import { Scanner } from '../offline-scanner.ts';
import type { Examples } from './example.ts';
import { withTicket } from './examples-sale.ts';
import type { World } from './world.ts';

async function newDevice({ admin }: World): Promise<{ params: { deviceId: string } }> {
  return { params: { deviceId: (await inviteScanner(admin.browser)).device.id } };
}

/** A scan of the controller that let somebody in. */
async function withScan(world: World): Promise<{ scanId: string }> {
  const { ticket } = await withTicket(world);
  const body = scanOf(world.session, await paperCode(world.shop, ticket.id));
  await world.controller.browser.post('/gate/redeem', body);
  return { scanId: body.scanId };
}

/** A session whose list a controller may have, on a scanner of theirs. */
async function onScanner({ admin, controller, session }: World) {
  await beginShift(await enrolScanner(admin.browser), controller.browser);
  return { caller: controller.browser, params: { code: session.code } };
}

/** What the routes of scanners and gates are tried with. */
export const gateExamples: Examples = {
  'admissions.redeem': async (world) => {
    const { ticket } = await withTicket(world);
    return { body: scanOf(world.session, await paperCode(world.shop, ticket.id)) };
  },
  'admissions.invite-device': async () => ({
    body: { name: 'Lecteur', sessions: null, gate: 'A', endsAt: new Date(Date.now() + 3_600_000).toISOString() },
  }),
  'admissions.invite-device-again': newDevice,
  'admissions.revoke-device': newDevice,
  'admissions.enrol-device': async ({ admin }) => {
    const token = tokenOfInvitation(await inviteScanner(admin.browser));
    return { body: await enrolment(token, await makeScannerKey()) };
  },
  'admissions.begin-shift': async ({ admin, controller }) => {
    const scanner = await enrolScanner(admin.browser);
    return { caller: controller.browser, body: await shiftOn(scanner, controller.browser) };
  },
  'admissions.read-manifest': onScanner,
  'admissions.read-pack': onScanner,
  'admissions.follow-gate': onScanner,
  'admissions.search-tickets': async ({ session }) => ({ params: { code: session.code }, query: { q: 'Martín' } }),
  'admissions.post-controller': async ({ controller, session }) => ({
    body: { controllerId: controller.account.id, session: session.code, gate: null, supervisor: true },
  }),
  'admissions.remove-posting': async ({ admin, controller, session }) => {
    const body = { controllerId: controller.account.id, session: session.code, gate: 'A', supervisor: false };
    const posted = await admin.browser.post<{ id: string }>('/admin/postings', body);
    return { params: { postingId: posted.body.id } };
  },
  'admissions.upload-scans': async (world) => {
    const scanner = await Scanner.enrolled(world.shop.db);
    await scanner.scan(world.session, 'OG1:', { verdict: 'refused', reason: 'not_ours', places: 0 });
    return { body: await scanner.body(scanner.queue) };
  },
  'admissions.void-scan': async (world) => ({
    body: { scanId: (await withScan(world)).scanId, voidedAt: new Date().toISOString() },
  }),
  'admissions.undo-scan': async (world) => ({
    caller: world.admin.browser,
    params: await withScan(world),
    body: { reason: 'essai' },
  }),
  'admissions.read-gate-state': async ({ session }) => ({ params: { code: session.code } }),
  'admissions.follow-gate-state': async ({ session }) => ({ params: { code: session.code } }),
  'admissions.set-gates': async ({ session }) => ({ params: { code: session.code }, body: { reentry: false } }),
  'admissions.list-scans': async () => ({ refusal: 'invalid_request' }),
  'admissions.list-conflicts': async ({ admin }) => ({ caller: admin.browser }),
  'admissions.resolve-conflict': async (world) => {
    const scanner = await Scanner.enrolled(world.shop.db);
    const { scanId } = await scanner.scan(world.session, 'OG1:');
    await scanner.sync(world.controller.browser);
    const { conflict_id: conflictId } = await world.shop.db
      .selectFrom('admissions.conflict_scans')
      .select('conflict_id')
      .where('scan_id', '=', scanId)
      .executeTakeFirstOrThrow();
    const body = { decision: 'dismissed', reason: 'essai' };
    return { caller: world.admin.browser, params: { conflictId }, body };
  },
};
