import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** What a gate needs to know of a ticket. */
export interface TicketForScan {
  id: string;
  status: TicketStatus;
  sessionId: number;
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
  /** Kinds of code that let somebody in now: those of the ticket that its session accepts too. */
  allowedKinds: number;
  firstEntryAt: Date | null;
  firstEntryGate: string | null;
}

/** The ticket that a code names, whatever its state. */
export function selectTicketForScan(db: Db, ticketId: string): Promise<TicketForScan | undefined> {
  return db
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('catalog.sessions as session', 'session.id', 'ticket.session_id')
    .leftJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .select([
      'ticket.id',
      'ticket.account_id as accountId',
      'account.data_key_sealed',
      'holders_sealed',
      'ticket.status',
      'ticket.session_id as sessionId',
      'generation',
      'fingerprint',
      'category',
      'offer',
      'places',
      'entries',
    ])
    .select(sql<number>`ticket.allowed_kinds & session.allowed_kinds`.as('allowedKinds'))
    .select(['first_entry_at as firstEntryAt', 'first_entry_gate as firstEntryGate'])
    .where('ticket.id', '=', ticketId)
    .executeTakeFirst();
}

/**
 * Lets places in, at most as many as are left: the guard that nobody enters twice. It is one statement and its conditions
 * hold for the newest row, not for one read earlier; the lock makes "rest" count what another gate has just let in. No
 * row: the ticket is not valid, is of another generation, does not take this kind of code or has too few places left.
 */
export async function updateEntries(
  tx: Tx,
  entry: { ticketId: string; generation: number; kindBit: number; places: number | 'rest'; gate: string },
): Promise<{ entered: number; entries: number } | undefined> {
  const { ticketId, generation, kindBit, gate } = entry;
  const wanted = entry.places === 'rest' ? sql`before.places - before.entries` : sql`${entry.places}::int`;
  const { rows } = await sql<{ entered: number; entries: number }>`
    UPDATE tickets.tickets AS ticket
       SET entries = ticket.entries + ${wanted},
           status = CASE WHEN ticket.entries + ${wanted} >= ticket.places THEN 'used' ELSE ticket.status END,
           first_entry_at = coalesce(ticket.first_entry_at, now()),
           first_entry_gate = coalesce(ticket.first_entry_gate, ${gate})
      FROM (SELECT id, places, entries FROM tickets.tickets WHERE id = ${ticketId} FOR UPDATE) AS before
     WHERE ticket.id = before.id
       AND ticket.status = 'valid'
       AND ticket.generation = ${generation}
       AND ticket.allowed_kinds & ${kindBit} <> 0
       AND ${wanted} > 0
       AND ticket.entries + ${wanted} <= ticket.places
    RETURNING ${wanted} AS entered, ticket.entries`.execute(tx);
  return rows[0];
}
