import { withTx } from '../../../platform/database/database.ts';
import type { Platform } from '../../../platform/platform.ts';
import { markSeen } from '../sql/devices.ts';

/** Writes that a scanner was heard of, at most each half minute. */
export function noteDevice({ db }: Pick<Platform, 'db'>, deviceId: string): Promise<void> {
  return withTx(db, (tx) => markSeen(tx, deviceId));
}
