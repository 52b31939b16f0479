import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';
import { prepared } from '../../../platform/database/prepared.ts';

/** A ticket as a gate decides about it. */
export interface GateTicketRow {
  id: string;
  status: TicketStatus;
  /** The session that it is for. */
  sessionNumber: number;
  generation: number;
  fingerprint: Buffer;
  accountId: string;
  /** Key of the account, for the names; null once it was erased. */
  data_key_sealed: string | null;
  holders_sealed: string | null;
  category: string;
  offer: string;
  places: number;
  /** Places that have entered. */
  entries: number;
  /** Places that have entered and not left. */
  inside: number;
  /** Kinds of code that ticket and session both accept. */
  allowedKinds: number;
  /** Its scans cannot all be right, and no supervisor has looked yet. */
  conflict: boolean;
  firstEntryAt: Date | null;
  firstEntryGate: string | null;
}

/** Locks tickets, in the order of their ids, and reads them as they are once the locks were given. */
export async function lockGateTickets(tx: Tx, ticketIds: readonly string[]): Promise<GateTicketRow[]> {
  const { rows } = await sql<GateTicketRow>`${prepared}
    SELECT ticket.id, ticket.status, ticket.session_id AS "sessionNumber", ticket.generation, ticket.fingerprint,
           ticket.account_id AS "accountId", account.data_key_sealed, ticket.holders_sealed,
           ticket.category, ticket.offer, ticket.places, ticket.entries, ticket.entries - ticket.exits AS inside,
           ticket.allowed_kinds & session.allowed_kinds AS "allowedKinds", ticket.conflict = 'open' AS conflict,
           ticket.first_entry_at AS "firstEntryAt", ticket.first_entry_gate AS "firstEntryGate"
      FROM tickets.tickets AS ticket
      JOIN catalog.sessions AS session ON session.id = ticket.session_id
      LEFT JOIN accounts.accounts AS account ON account.id = ticket.account_id
     WHERE ticket.id = ANY (${[...ticketIds]}::uuid[])
     ORDER BY ticket.id FOR UPDATE OF ticket`.execute(tx);
  return rows;
}

/** Places that go in or out with one ticket. */
export interface Passage {
  ticketId: string;
  direction: 'in' | 'out';
  places: number;
  /** Who left may come in again. */
  reentry: boolean;
  /** Generation of the code that was shown; null without a code. */
  generation: number | null;
  /** Bit of the kind of code that was shown; null without a code. */
  kindBit: number | null;
  gate: string;
}

/**
 * Lets places in or out, each ticket by its own passage: the guard that nobody enters twice. It is one statement and its
 * conditions hold for the newest rows. A ticket that is missing from the answer is of another generation, does not let in
 * by this kind of code, was ended, is held by a conflict, or has too few places left, or inside.
 */
export async function updateThroughGate(
  tx: Tx,
  passages: readonly Passage[],
): Promise<{ id: string; entries: number; inside: number }[]> {
  const column = <Key extends keyof Passage>(name: Key) => passages.map((passage) => passage[name]);
  const { rows } = await sql<{ id: string; entries: number; inside: number }>`${prepared}
    UPDATE tickets.tickets AS ticket
       SET entries = ticket.entries + passage.entering,
           exits = ticket.exits + passage.leaving,
           status = CASE WHEN ticket.entries + passage.entering >= ticket.places THEN 'used' ELSE ticket.status END,
           first_entry_at = CASE WHEN passage.entering > 0 THEN coalesce(ticket.first_entry_at, now())
                                 ELSE ticket.first_entry_at END,
           first_entry_gate = CASE WHEN passage.entering > 0 THEN coalesce(ticket.first_entry_gate, passage.gate)
                                   ELSE ticket.first_entry_gate END
      FROM (SELECT id, CASE WHEN direction = 'in' THEN places ELSE 0 END AS entering,
                   CASE WHEN direction = 'out' THEN places ELSE 0 END AS leaving, reentry, generation, kind_bit, gate
              FROM unnest(${column('ticketId')}::uuid[], ${column('direction')}::text[], ${column('places')}::int[],
                          ${column('reentry')}::bool[], ${column('generation')}::int[], ${column('kindBit')}::int[],
                          ${column('gate')}::text[])
                   AS given (id, direction, places, reentry, generation, kind_bit, gate)) AS passage
     WHERE ticket.id = passage.id
       AND ticket.status IN ('valid', 'used')
       AND (passage.generation IS NULL OR ticket.generation = passage.generation)
       AND passage.entering + passage.leaving > 0
       AND CASE WHEN passage.leaving > 0 THEN ticket.entries - ticket.exits >= passage.leaving
                ELSE ticket.conflict <> 'open'
                     AND (passage.kind_bit IS NULL OR ticket.allowed_kinds & passage.kind_bit <> 0)
                     AND CASE WHEN passage.reentry THEN ticket.entries - ticket.exits ELSE ticket.entries END
                         + passage.entering <= ticket.places END
    RETURNING ticket.id, ticket.entries, ticket.entries - ticket.exits AS inside`.execute(tx);
  return rows;
}
