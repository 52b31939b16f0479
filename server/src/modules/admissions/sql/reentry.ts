import type { Db } from '../../../platform/database/database.ts';

/** Those of these sessions where who left may come in again. */
export async function selectReentry(db: Db, sessionIds: readonly number[]): Promise<Set<number>> {
  const rows = await db
    .selectFrom('admissions.policies')
    .select('session_id')
    .where('session_id', 'in', [...new Set(sessionIds)])
    .where('reentry', '=', true)
    .execute();
  return new Set(rows.map(({ session_id }) => session_id));
}
