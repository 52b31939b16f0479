import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** Who works where; null is any. */
export interface PostingRow {
  id: string;
  controllerId: string;
  session: string | null;
  gate: string | null;
  supervisor: boolean;
}

/** The postings that count for a session, or all; those for every session first. */
export async function selectPostings(db: Db, session: string | null): Promise<PostingRow[]> {
  const { rows } = await sql<PostingRow>`
    SELECT posting.id, posting.controller_id AS "controllerId", session.code AS session, posting.gate, posting.supervisor
      FROM admissions.postings AS posting LEFT JOIN catalog.sessions AS session ON session.id = posting.session_id
     WHERE ${session}::text IS NULL OR posting.session_id IS NULL OR session.code = ${session}
     ORDER BY session.starts_at NULLS FIRST, session.code, posting.created_at, posting.id`.execute(db);
  return rows;
}

/**
 * Posts a controller; one who is there already becomes a supervisor, or is none any more. Undefined when there is no such
 * controller.
 */
export async function upsertPosting(
  tx: Tx,
  posting: { controllerId: string; sessionId: number | null; gate: string | null; supervisor: boolean },
): Promise<string | undefined> {
  const { controllerId, sessionId, gate, supervisor } = posting;
  const { rows } = await sql<{ id: string }>`
    INSERT INTO admissions.postings (controller_id, session_id, gate, supervisor)
    SELECT id, ${sessionId}::int, ${gate}::text, ${supervisor} FROM accounts.accounts
     WHERE id = ${controllerId} AND role = 'controller' AND status = 'active'
    ON CONFLICT (controller_id, session_id, gate) DO UPDATE SET supervisor = excluded.supervisor
    RETURNING id`.execute(tx);
  return rows[0]?.id;
}

/** Takes a posting away. Returns what it was; undefined when it was not there. */
export function deletePosting(tx: Tx, postingId: string) {
  return tx
    .deleteFrom('admissions.postings')
    .where('id', '=', postingId)
    .returning(['controller_id as controllerId', 'session_id as sessionNumber', 'gate', 'supervisor'])
    .executeTakeFirst();
}
