import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import { prepared } from '../../../platform/database/prepared.ts';
import type { Post, ShiftDevice } from '../rules/posting.ts';

/** Where somebody is posted, and the scanner that their login is tied to. */
export interface StaffRow {
  postings: Post[];
  device: ShiftDevice | null;
}

/**
 * What is known of a login at the gates. A shift that has ended ties no more, except to a scanner that was revoked: whoever
 * has stolen it must not become a desk by ending the shift.
 */
export async function findStaff(db: Db, who: { loginId: string; accountId: string }): Promise<StaffRow> {
  const { rows } = await sql<StaffRow>`${prepared}
    SELECT (SELECT coalesce(json_agg(json_build_object('sessionId', session_id, 'gate', gate, 'supervisor', supervisor)), '[]')
              FROM admissions.postings WHERE controller_id = ${who.accountId}) AS postings,
           (SELECT json_build_object('id', device.id, 'sessionIds', device.session_ids, 'gate', device.gate, 'state',
                     CASE WHEN device.revoked_at IS NOT NULL OR device.ends_at <= now() THEN 'over' ELSE 'in_use' END)
              FROM admissions.shifts AS shift JOIN admissions.devices AS device ON device.id = shift.device_id
             WHERE shift.login_id = ${who.loginId} AND (shift.ended_at IS NULL OR device.revoked_at IS NOT NULL)
           ) AS device`.execute(db);
  return rows[0] ?? { postings: [], device: null };
}
