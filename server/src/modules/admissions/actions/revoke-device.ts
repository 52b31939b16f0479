import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { findDevice, markRevoked } from '../sql/devices.ts';
import { forgetStaff } from '../views/staff.ts';

/** Ends a scanner: within a second every process refuses what comes from it. Refused: `not_found`. */
export async function revokeDevice(
  platform: Pick<Platform, 'db' | 'clock'>,
  deviceId: string,
): Promise<null | Refusal> {
  const refusal = await withTx(platform.db, async (tx) => {
    if ((await findDevice(tx, deviceId)) === undefined) return refuse('not_found');
    await markRevoked(tx, deviceId);
    return null;
  });
  forgetStaff(platform);
  return refusal;
}
