import type { Role } from '@og-tickets/contract/endpoint.ts';
import { isRefusal, type Refusal, refuse } from '../../../platform/http/refusal.ts';
import type { LoginCaller } from '../../../platform/http/route.ts';
import type { Platform } from '../../../platform/platform.ts';
import { Remembered } from '../../../platform/remembered.ts';
import { mayWork, type Staff } from '../rules/posting.ts';
import { findStaff, type StaffRow } from '../sql/staff.ts';

/** Who calls from a gate. */
export type GateCaller = Pick<LoginCaller, 'accountId' | 'loginId'> & { role: Role };

const byDb = new WeakMap<object, Remembered<StaffRow>>();

/** What one server remembers of who works where, at most a second old. */
function staffRows({ db, clock }: Pick<Platform, 'db' | 'clock'>): Remembered<StaffRow> {
  const known = byDb.get(db);
  if (known !== undefined) return known;
  const ask = (key: string): Promise<StaffRow> => {
    const [loginId = '', accountId = ''] = key.split(' ');
    return findStaff(db, { loginId, accountId });
  };
  const made = new Remembered(ask, () => clock.nowMs());
  byDb.set(db, made);
  return made;
}

/** What decides where a caller may work. */
export async function readStaff(platform: Pick<Platform, 'db' | 'clock'>, caller: GateCaller): Promise<Staff> {
  const { role, loginId, accountId } = caller;
  return { role, ...(await staffRows(platform).read(`${loginId} ${accountId}`)) };
}

/** Has this process and the others look again, because it changed who works where or on what. */
export function forgetStaff(platform: Pick<Platform, 'db' | 'clock' | 'fanOut'>): void {
  staffRows(platform).forgetAll();
  platform.fanOut.publish('staff', '');
}

/** Looks again whenever another process has changed it. */
export function followStaff(platform: Pick<Platform, 'db' | 'clock' | 'fanOut'>): void {
  platform.fanOut.subscribe('staff', () => staffRows(platform).forgetAll());
}

/** Whether a caller may work at a session, and the scanner that they do it on. */
export async function admitToSession(
  platform: Pick<Platform, 'db' | 'clock'>,
  caller: GateCaller,
  where: { sessionId: number; gate: string | null },
): Promise<{ supervisor: boolean; deviceId: string | null } | Refusal> {
  const staff = await readStaff(platform, caller);
  const allowed = mayWork(staff, where);
  return isRefusal(allowed) ? allowed : { ...allowed, deviceId: staff.device?.id ?? null };
}

/** The same for what only a scanner that was enrolled gets: the lists. */
export async function admitScanner(
  platform: Pick<Platform, 'db' | 'clock'>,
  caller: GateCaller,
  sessionId: number,
): Promise<{ supervisor: boolean; deviceId: string } | Refusal> {
  const admitted = await admitToSession(platform, caller, { sessionId, gate: null });
  if (isRefusal(admitted)) return admitted;
  const { deviceId } = admitted;
  return deviceId === null ? refuse('device_needed') : { ...admitted, deviceId };
}
