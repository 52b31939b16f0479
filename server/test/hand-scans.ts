import { sql } from 'kysely';
import type { Db } from '../src/platform/database/database.ts';

/**
 * Keeps a scan for each entry that a test wrote into tickets by hand, of one ticket or of all, so that tickets say what
 * their scans add up to.
 */
export async function keepHandScans(db: Db, ticketId: string | null = null): Promise<void> {
  await sql`
    INSERT INTO admissions.scans (id, request_hash, session_id, gate, controller_id, ticket_id, direction, verdict, reason,
      places, result, scanned_at)
    SELECT gen_random_uuid(), '\\x00', ticket.session_id, 'A', gen_random_uuid(), ticket.id, 'in', 'admitted', 'ok',
      ticket.entries - went.entries, '{}', now()
      FROM tickets.tickets AS ticket
     CROSS JOIN LATERAL (SELECT coalesce(sum(scan.passed), 0)::int AS entries FROM admissions.scans AS scan
                          WHERE scan.ticket_id = ticket.id AND scan.state = 'counted' AND scan.direction = 'in') AS went
     WHERE ticket.entries > went.entries AND (${ticketId}::uuid IS NULL OR ticket.id = ${ticketId}::uuid)`.execute(db);
}
