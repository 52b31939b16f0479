import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

export type ConflictKind = 'entered_twice' | 'entered_without_right' | 'left_without_entry' | 'quarantine';

/** What a conflict is about: a ticket, else a scanner in a session, else one scan whose code names no ticket of ours. */
export interface ConflictSubject {
  subject: string;
  sessionId: number;
}

/** A subject and its session as one text. */
export function conflictKey({ subject, sessionId }: ConflictSubject): string {
  return `${subject} ${sessionId}`;
}

export interface OpenConflict extends ConflictSubject {
  id: string;
  kind: ConflictKind;
}

/** Locks the open conflicts of these subjects, after their tickets and in the order of subjects. */
export async function lockOpenConflicts(tx: Tx, subjects: readonly string[]): Promise<OpenConflict[]> {
  const { rows } = await sql<OpenConflict>`
    SELECT id, subject, session_id AS "sessionId", kind FROM admissions.conflicts
     WHERE subject = ANY (${[...subjects]}::uuid[]) AND state = 'open'
     ORDER BY subject, session_id FOR UPDATE`.execute(tx);
  return rows;
}

export interface NewConflict extends OpenConflict {
  ticketId: string | null;
}

/**
 * Opens conflicts, in the order of their subjects. Of two that open one for the same subject at once the later waits and
 * takes the other's: returns the id of the one that is open, by subject and session (`subject sessionId`).
 */
export async function openConflicts(tx: Tx, conflicts: readonly NewConflict[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const one of conflicts.toSorted((a, b) => (a.subject < b.subject ? -1 : 1))) {
    const { rows } = await sql<{ id: string }>`
      INSERT INTO admissions.conflicts (id, session_id, subject, ticket_id, kind)
      VALUES (${one.id}, ${one.sessionId}, ${one.subject}, ${one.ticketId}, ${one.kind})
      ON CONFLICT (subject, session_id) WHERE state = 'open' DO UPDATE SET kind = excluded.kind
      RETURNING id`.execute(tx);
    ids.set(conflictKey(one), rows[0]?.id ?? one.id);
  }
  return ids;
}

export async function changeConflictKind(tx: Tx, conflictId: string, kind: ConflictKind): Promise<void> {
  await tx.updateTable('admissions.conflicts').set({ kind }).where('id', '=', conflictId).execute();
}

/** Ends conflicts that scans which came later explain. */
export async function withdrawConflicts(tx: Tx, conflictIds: readonly string[]): Promise<void> {
  if (conflictIds.length === 0) return;
  await tx.updateTable('admissions.conflicts').set({ state: 'withdrawn' }).where('id', 'in', conflictIds).execute();
}

/** Links conflicts to every scan of their ticket, those that let nobody in too. */
export async function linkTicketScans(tx: Tx, conflictIds: readonly string[]): Promise<void> {
  if (conflictIds.length === 0) return;
  await sql`
    INSERT INTO admissions.conflict_scans (conflict_id, scan_id)
    SELECT conflict.id, scan.id FROM admissions.conflicts AS conflict
      JOIN admissions.scans AS scan ON scan.ticket_id = conflict.ticket_id
     WHERE conflict.id = ANY (${[...conflictIds]}::uuid[]) ORDER BY 1, 2
    ON CONFLICT DO NOTHING`.execute(tx);
}

export async function linkScans(tx: Tx, links: readonly { conflictId: string; scanId: string }[]): Promise<void> {
  if (links.length === 0) return;
  await tx
    .insertInto('admissions.conflict_scans')
    .values(links.map(({ conflictId, scanId }) => ({ conflict_id: conflictId, scan_id: scanId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** What the last resolution of these tickets' conflicts leaves as it is. */
export async function selectSettled(
  tx: Tx,
  ticketIds: readonly string[],
): Promise<{ ticketId: string; most: number; least: number }[]> {
  const { rows } = await sql<{ ticketId: string; most: number; least: number }>`
    SELECT DISTINCT ON (ticket_id) ticket_id AS "ticketId", settled_most AS most, settled_least AS least
      FROM admissions.conflicts
     WHERE subject = ANY (${[...ticketIds]}::uuid[]) AND ticket_id IS NOT NULL AND state = 'resolved'
       AND settled_most IS NOT NULL AND settled_least IS NOT NULL
     ORDER BY ticket_id, resolved_at DESC`.execute(tx);
  return rows;
}
