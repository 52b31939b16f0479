import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** Ends the shift that is open on a scanner. The row of the scanner is locked until the transaction ends. */
export async function endShiftOnDevice(tx: Tx, deviceId: string): Promise<void> {
  await tx.selectFrom('admissions.devices').select('id').where('id', '=', deviceId).forUpdate().execute();
  await tx
    .updateTable('admissions.shifts')
    .set({ ended_at: sql`now()` })
    .where('device_id', '=', deviceId)
    .where('ended_at', 'is', null)
    .execute();
}

/** Ties a login to a scanner whose last shift has ended. */
export async function beginShiftOf(
  tx: Tx,
  shift: { loginId: string; deviceId: string; controllerId: string },
): Promise<void> {
  const tied = { device_id: shift.deviceId, controller_id: shift.controllerId };
  await tx
    .insertInto('admissions.shifts')
    .values({ login_id: shift.loginId, ...tied })
    .onConflict((conflict) =>
      conflict.column('login_id').doUpdateSet({ ...tied, began_at: sql`now()`, ended_at: null }),
    )
    .execute();
}

/** Ends the shift of a login. */
export async function endShiftOfLogin(tx: Tx, loginId: string): Promise<void> {
  await tx
    .updateTable('admissions.shifts')
    .set({ ended_at: sql`now()` })
    .where('login_id', '=', loginId)
    .where('ended_at', 'is', null)
    .execute();
}
