import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** A ticket that was scanned without network, as it is now. */
export interface ScannedTicket {
  id: string;
  status: TicketStatus;
  sessionNumber: number;
  generation: number;
  fingerprint: Buffer;
  places: number;
  /** Kinds of code that ticket and session both accept. */
  allowedKinds: number;
}

/** Locks these tickets, in the order of their ids: whoever lets places of one in waits until the transaction ends. */
export async function lockScannedTickets(tx: Tx, ticketIds: readonly string[]): Promise<ScannedTicket[]> {
  const { rows } = await sql<ScannedTicket>`
    SELECT ticket.id, ticket.status, ticket.session_id AS "sessionNumber", ticket.generation, ticket.fingerprint,
           ticket.places, ticket.allowed_kinds & session.allowed_kinds AS "allowedKinds"
      FROM tickets.tickets AS ticket JOIN catalog.sessions AS session ON session.id = ticket.session_id
     WHERE ticket.id = ANY (${[...ticketIds]}::uuid[])
     ORDER BY ticket.id FOR UPDATE OF ticket`.execute(tx);
  return rows;
}

/** What all scans of a ticket add up to. */
export interface Passages {
  ticketId: string;
  entries: number;
  exits: number;
  firstEntryAt: Date | null;
  firstEntryGate: string | null;
  /** The scans cannot all be right, and no supervisor has looked yet: nobody more comes in. */
  conflict: boolean;
}

/**
 * Writes what went in and out. A ticket whose places have all entered is used; one that a supervisor took an entry back
 * from is valid again. More inside than places, or fewer than none, stands only with the mark of a conflict, or of one that
 * was settled.
 */
export async function updatePassages(tx: Tx, all: readonly Passages[]): Promise<void> {
  if (all.length === 0) return;
  const rows = all.map((one) => ({
    id: one.ticketId,
    entries: one.entries,
    exits: one.exits,
    first_at: one.firstEntryAt?.toISOString() ?? null,
    first_gate: one.firstEntryGate,
    open: one.conflict,
  }));
  await sql`
    UPDATE tickets.tickets AS ticket
       SET entries = given.entries, exits = given.exits, first_entry_at = given.first_at, first_entry_gate = given.first_gate,
           conflict = given.conflict,
           status = CASE WHEN ticket.status NOT IN ('valid', 'used') THEN ticket.status
                         WHEN given.entries >= ticket.places THEN 'used' ELSE 'valid' END
      FROM (SELECT one.*, CASE WHEN one.open THEN 'open'
                               WHEN one.entries - one.exits BETWEEN 0 AND before.places THEN 'none' ELSE 'settled' END AS conflict
              FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS one
                     (id uuid, entries int, exits int, first_at timestamptz, first_gate text, open boolean)
              JOIN tickets.tickets AS before ON before.id = one.id) AS given
     WHERE ticket.id = given.id
       AND (ticket.entries, ticket.exits, ticket.first_entry_at, ticket.first_entry_gate, ticket.conflict)
           IS DISTINCT FROM (given.entries, given.exits, given.first_at, given.first_gate, given.conflict)`.execute(tx);
}
