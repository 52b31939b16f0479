import { shiftProof } from '@og-tickets/contract/rules/gate/device-proof.ts';
import { withTx } from '../../../platform/database/database.ts';
import { type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { Platform } from '../../../platform/platform.ts';
import { isSignedByDevice } from '../rules/device-key.ts';
import { findDeviceKey, markSeen } from '../sql/devices.ts';
import { beginShiftOf, endShiftOfLogin, endShiftOnDevice } from '../sql/shifts.ts';
import { forgetStaff, type GateCaller, readStaff } from '../views/staff.ts';

/** How far the clock of a scanner may be off; it is set by the server's. */
const clockSlackMs = 60_000;

/**
 * Ties a login to a scanner, which must prove that it is there and now; who worked on it before works on it no more. Returns
 * whether the caller is a supervisor somewhere. Refused: `not_found` for a scanner that is unknown or was never enrolled,
 * `device_revoked`, also for a login that is tied to another one which was revoked, and `device_proof_refused`.
 */
export async function beginShift(
  platform: Pick<Platform, 'db' | 'clock' | 'fanOut'>,
  caller: GateCaller,
  wish: { deviceId: string; at: string; signature: string },
): Promise<{ supervisor: boolean } | Refusal> {
  const { db, clock } = platform;
  const { loginId, accountId: controllerId } = caller;
  // Ids are compared as they were signed: in lower case.
  const deviceId = wish.deviceId.toLowerCase();
  const device = await findDeviceKey(db, deviceId);
  if (device === undefined) return refuse('not_found');
  const staff = await readStaff(platform, caller);
  const isElsewhere = staff.device !== null && staff.device.state === 'over' && staff.device.id !== deviceId;
  if (device.isOver || isElsewhere) return refuse('device_revoked');
  const offMs = Math.abs(Date.parse(wish.at) - clock.nowMs());
  const message = shiftProof({ deviceId: wish.deviceId, at: wish.at, loginId });
  const isProved = offMs <= clockSlackMs && (await isSignedByDevice(device.publicKey, message, wish.signature));
  if (!isProved) return refuse('device_proof_refused');
  await withTx(db, async (tx) => {
    await endShiftOnDevice(tx, deviceId);
    await beginShiftOf(tx, { loginId, deviceId, controllerId });
    await markSeen(tx, deviceId);
  });
  forgetStaff(platform);
  return { supervisor: caller.role === 'admin' || staff.postings.some(({ supervisor }) => supervisor) };
}

/** Ends the shift of a login. One on a scanner that was revoked stays tied to it. */
export async function endShift(platform: Pick<Platform, 'db' | 'clock' | 'fanOut'>, loginId: string): Promise<void> {
  await withTx(platform.db, (tx) => endShiftOfLogin(tx, loginId));
  forgetStaff(platform);
}
