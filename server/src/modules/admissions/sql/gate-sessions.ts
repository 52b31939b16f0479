import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** A session with its gates and its people. */
export interface GateSessionRow {
  sessionId: number;
  gates: string[];
  /** Places that have entered. */
  entered: number;
  /** Places of the tickets that let somebody in. */
  expected: number;
}

/**
 * Sessions with gates, of all or of these, whose folded text holds every one of these words: those that have not ended, the next first, so
 * that today's lead; then those past, latest first. Counts only the tickets of the sessions that it gives.
 */
export async function findGateSessions(
  db: Db,
  wanted: { words: readonly string[]; now: Date; limit: number; sessionIds: readonly number[] | null },
): Promise<GateSessionRow[]> {
  const { words, now, limit } = wanted;
  const only = wanted.sessionIds === null ? sql`` : sql`AND session.id = ANY (${[...wanted.sessionIds]}::int[])`;
  const patterns = words.map((word) => `%${word}%`);
  const { rows } = await sql<GateSessionRow>`
    WITH chosen AS MATERIALIZED (
      SELECT session.id, gate.codes,
             row_number() OVER (ORDER BY session.ends_at < ${now}::timestamptz,
                                         CASE WHEN session.ends_at >= ${now}::timestamptz THEN session.starts_at END,
                                         session.starts_at DESC, session.id) AS turn
        FROM catalog.sessions AS session
        JOIN (SELECT session_id, array_agg(code ORDER BY code) AS codes
                FROM admissions.gates GROUP BY session_id) AS gate ON gate.session_id = session.id
       WHERE session.status NOT IN ('draft', 'withdrawn') AND session.search_text LIKE ALL (${patterns}::text[]) ${only}
       ORDER BY turn
       LIMIT ${limit})
    SELECT chosen.id AS "sessionId", chosen.codes AS gates, people.entered, people.expected
      FROM chosen
     CROSS JOIN LATERAL (
       SELECT coalesce(sum(ticket.entries), 0)::int AS entered, coalesce(sum(ticket.places), 0)::int AS expected
         FROM tickets.tickets AS ticket
        WHERE ticket.session_id = chosen.id AND ticket.status IN ('valid', 'used')) AS people
     ORDER BY chosen.turn`.execute(db);
  return rows;
}
