import { type RawBuilder, sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';
import type { ConflictKind } from './conflicts.ts';

/** A conflict as the desk shows it, but for its scans and names. */
export interface ListedConflict {
  id: string;
  session: string;
  sessionId: number;
  ticketId: string | null;
  orderCode: string | null;
  category: string | null;
  kind: ConflictKind;
  places: number;
  inside: number;
  openedAt: Date;
  resolvedAt: Date | null;
  resolvedBy: string | null;
  decision: string | null;
  reason: string | null;
}

/** Which sessions somebody may see the conflicts of; null is all. */
export type Seen = readonly number[] | null;

const shown = sql`conflict.state <> 'withdrawn'`;
const seenBy = (seen: Seen): RawBuilder<unknown> =>
  seen === null ? sql`true` : sql`conflict.session_id = ANY (${[...seen]}::int[])`;

async function select(db: Db, where: RawBuilder<unknown>, limit: number): Promise<ListedConflict[]> {
  const { rows } = await sql<ListedConflict>`
    SELECT conflict.id, session.code AS session, conflict.session_id AS "sessionId", conflict.ticket_id AS "ticketId",
           orders.code AS "orderCode", ticket.category, conflict.kind, coalesce(ticket.places, 0) AS places,
           coalesce(ticket.entries - ticket.exits,
             (SELECT sum(CASE scan.direction WHEN 'in' THEN scan.passed ELSE -scan.passed END)
                FROM admissions.conflict_scans AS link JOIN admissions.scans AS scan ON scan.id = link.scan_id
               WHERE link.conflict_id = conflict.id AND scan.state <> 'undone' AND scan.state <> 'voided'), 0)::int AS inside,
           conflict.opened_at AS "openedAt", conflict.resolved_at AS "resolvedAt", conflict.resolved_by AS "resolvedBy",
           conflict.decision, conflict.reason
      FROM admissions.conflicts AS conflict
      JOIN catalog.sessions AS session ON session.id = conflict.session_id
      LEFT JOIN tickets.tickets AS ticket ON ticket.id = conflict.ticket_id
      LEFT JOIN orders.orders AS orders ON orders.id = ticket.order_id
     WHERE ${shown} AND ${where}
     ORDER BY conflict.state = 'resolved', conflict.opened_at DESC, conflict.id DESC
     LIMIT ${limit}`.execute(db);
  return rows;
}

/** Conflicts, the open ones first, each newest first. */
export function selectConflicts(
  db: Db,
  wanted: {
    session?: string | undefined;
    state?: 'open' | 'resolved' | undefined;
    seen: Seen;
    after: string | null;
    limit: number;
  },
): Promise<ListedConflict[]> {
  const conditions: RawBuilder<unknown>[] = [seenBy(wanted.seen)];
  if (wanted.session !== undefined) conditions.push(sql`session.code = ${wanted.session}`);
  if (wanted.state !== undefined) conditions.push(sql`conflict.state = ${wanted.state}`);
  if (wanted.after !== null) {
    // Of what is open now the resolved come after: a conflict that was resolved between two pages may be shown twice.
    conditions.push(sql`EXISTS (SELECT FROM admissions.conflicts AS last WHERE last.id = ${wanted.after}::uuid
      AND ((conflict.state = 'resolved') > (last.state = 'resolved')
        OR ((conflict.state = 'resolved') = (last.state = 'resolved')
          AND (conflict.opened_at, conflict.id) < (last.opened_at, last.id))))`);
  }
  return select(db, sql.join(conditions, sql` AND `), wanted.limit);
}

export async function selectListedConflict(db: Db, conflictId: string): Promise<ListedConflict | null> {
  return (await select(db, sql`conflict.id = ${conflictId}`, 1))[0] ?? null;
}

/** How many conflicts are open. */
export async function countOpenConflicts(
  db: Db,
  wanted: { session?: string | undefined; seen: Seen },
): Promise<number> {
  const ofSession = wanted.session === undefined ? sql`true` : sql`session.code = ${wanted.session}`;
  const { rows } = await sql<{ open: number }>`
    SELECT count(*) AS open FROM admissions.conflicts AS conflict
      JOIN catalog.sessions AS session ON session.id = conflict.session_id
     WHERE conflict.state = 'open' AND ${seenBy(wanted.seen)} AND ${ofSession}`.execute(db);
  return rows[0]?.open ?? 0;
}
