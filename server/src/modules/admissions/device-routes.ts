import * as contract from '@og-tickets/contract/gate-devices.ts';
import { isRefusal } from '../../platform/http/refusal.ts';
import { type Route, reply, route } from '../../platform/http/route.ts';
import type { Platform } from '../../platform/platform.ts';
import { actorOf } from '../audit/index.ts';
import { beginShift, endShift } from './actions/begin-shift.ts';
import { enrolDevice } from './actions/enrol-device.ts';
import { type Invited, inviteDevice, inviteDeviceAgain } from './actions/invite-device.ts';
import { postController, removePosting } from './actions/post-controller.ts';
import { revokeDevice } from './actions/revoke-device.ts';
import { listDevices, listPostings, readDevice, readEnrolledDevice } from './views/devices.ts';
import { readManifestKeys } from './views/manifest-keys.ts';

/** Guessing a token of 128 bits is hopeless anyway; this keeps the log quiet. */
const enrolmentsPerMinute = 20;

/** Scanners, their shifts, and who works where. */
export function deviceRoutes(platform: Platform): Route[] {
  return [...adminRoutes(platform), ...scannerRoutes(platform)];
}

function adminRoutes(platform: Platform): Route[] {
  const invited = async ({ deviceId, enrolUrl, expiresAt }: Invited) => ({
    device: await readDevice(platform, deviceId),
    enrolUrl,
    expiresAt: expiresAt.toISOString(),
  });
  return [
    route(contract.inviteDevice, async (context) => {
      const made = await inviteDevice(platform, context.body, context.locale, actorOf(context));
      return isRefusal(made) ? made : reply(201, await invited(made));
    }),
    route(contract.inviteDeviceAgain, async (context) => {
      const made = await inviteDeviceAgain(platform, context.params.deviceId, actorOf(context));
      return isRefusal(made) ? made : reply(201, await invited(made));
    }),
    route(contract.listDevices, async () => reply(200, { items: await listDevices(platform) })),
    route(contract.revokeDevice, async (context) => {
      const { deviceId } = context.params;
      const refusal = await revokeDevice(platform, deviceId, actorOf(context));
      return refusal ?? reply(200, await readDevice(platform, deviceId));
    }),
    route(contract.listPostings, async ({ query }) =>
      reply(200, { items: await listPostings(platform, query.session ?? null) }),
    ),
    route(contract.postController, async (context) => {
      const id = await postController(platform, context.body, actorOf(context));
      if (isRefusal(id)) return id;
      const posting = (await listPostings(platform, null)).find((one) => one.id === id);
      if (posting === undefined) throw new Error(`posting ${id} is gone already`);
      return reply(201, posting);
    }),
    route(
      contract.removePosting,
      async (context) =>
        (await removePosting(platform, context.params.postingId, actorOf(context))) ?? reply(204, undefined),
    ),
  ];
}

function scannerRoutes(platform: Platform): Route[] {
  return [
    route(
      contract.enrolDevice,
      async ({ body }) => {
        const id = await enrolDevice(platform, body);
        return isRefusal(id) ? id : reply(201, await readEnrolledDevice(platform, id));
      },
      { perAddressPerMinute: enrolmentsPerMinute },
    ),
    route(contract.beginShift, async ({ body, caller }) => {
      const begun = await beginShift(platform, caller, body);
      if (isRefusal(begun)) return begun;
      const device = await readEnrolledDevice(platform, body.deviceId);
      const manifestKeys = await readManifestKeys(platform);
      return reply(200, { device, ...begun, manifestKeys, serverTime: new Date(platform.clock.nowMs()).toISOString() });
    }),
    route(contract.endShift, async ({ caller }) => {
      await endShift(platform, caller.loginId);
      return reply(204, undefined);
    }),
  ];
}
