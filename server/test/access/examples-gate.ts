import { paperCode, scanOf } from '../gate.ts';
import { enrolment, enrolScanner, inviteScanner, makeScannerKey, shiftOn, tokenOfInvitation } from '../enrolment.ts';
import type { Examples } from './example.ts';
import { withTicket } from './examples-sale.ts';
import type { World } from './world.ts';

async function newDevice({ admin }: World): Promise<{ params: { deviceId: string } }> {
  return { params: { deviceId: (await inviteScanner(admin.browser)).device.id } };
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
  'admissions.post-controller': async ({ controller, session }) => ({
    body: { controllerId: controller.account.id, session: session.code, gate: null, supervisor: true },
  }),
  'admissions.remove-posting': async ({ admin, controller, session }) => {
    const body = { controllerId: controller.account.id, session: session.code, gate: 'A', supervisor: false };
    const posted = await admin.browser.post<{ id: string }>('/admin/postings', body);
    return { params: { postingId: posted.body.id } };
  },
};
