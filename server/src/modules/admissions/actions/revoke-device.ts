import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { type Actor, withEntry } from '../../audit/index.ts';
import { findDevice, markRevoked } from '../sql/devices.ts';
import { forgetStaff } from '../views/staff.ts';

/** Ends a scanner: within a second every process refuses what comes from it. Refused: `not_found`. */
export async function revokeDevice(
  platform: Pick<Platform, 'db' | 'clock' | 'keys' | 'fanOut'>,
  deviceId: string,
  actor: Actor,
): Promise<null | Refusal> {
  const revoked = await withEntry(
    platform,
    actor,
    async (tx) => {
      const device = await findDevice(tx, deviceId);
      if (device === undefined) return refuse('not_found');
      await markRevoked(tx, deviceId);
      return device;
    },
    ({ name }) => ({ action: 'device.revoked', subject: { kind: 'device', id: deviceId }, after: { name } }),
  );
  forgetStaff(platform);
  return isRefusal(revoked) ? revoked : null;
}
