import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { ConflictKind } from './conflicts.ts';

/** A conflict, as far as resolving it is concerned. */
export interface ConflictRow {
  id: string;
  sessionId: number;
  ticketId: string | null;
  kind: ConflictKind;
  state: 'open' | 'resolved' | 'withdrawn';
}

export async function selectConflict(db: Db, conflictId: string): Promise<ConflictRow | null> {
  const { rows } = await sql<ConflictRow>`
    SELECT id, session_id AS "sessionId", ticket_id AS "ticketId", kind, state
      FROM admissions.conflicts WHERE id = ${conflictId}`.execute(db);
  return rows[0] ?? null;
}

/** Locks a conflict, after its ticket. */
export async function lockConflict(tx: Tx, conflictId: string): Promise<{ state: ConflictRow['state'] } | null> {
  const { rows } = await sql<{ state: ConflictRow['state'] }>`
    SELECT state FROM admissions.conflicts WHERE id = ${conflictId} FOR UPDATE`.execute(tx);
  return rows[0] ?? null;
}

/** Writes what a supervisor said, and what of the ticket it leaves as it is. */
export async function closeConflict(
  tx: Tx,
  said: {
    conflictId: string;
    decision: string;
    reason: string;
    accountId: string;
    left: { most: number; least: number } | null;
  },
): Promise<void> {
  await sql`
    UPDATE admissions.conflicts
       SET state = 'resolved', decision = ${said.decision}, reason = ${said.reason}, resolved_by = ${said.accountId},
           resolved_at = clock_timestamp(), settled_most = ${said.left?.most ?? null}::int, settled_least = ${said.left?.least ?? null}::int
     WHERE id = ${said.conflictId}`.execute(tx);
}
