import { KIND_BIT } from '@og-tickets/contract/rules/ticket-code/kinds.ts';
import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** A ticket whose codes are made anew. */
export interface RenewableTicket {
  id: string;
  status: TicketStatus;
  session_id: number;
  generation: number;
  places: number;
}

/** All tickets of an account, in the order of their ids; their rows stay locked. */
export function lockTicketsOfAccount(tx: Tx, accountId: string): Promise<RenewableTicket[]> {
  return tx
    .selectFrom('tickets.tickets')
    .select(['id', 'status', 'session_id', 'generation', 'places'])
    .where('account_id', '=', accountId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** What a ticket gets at a renewal. */
export interface RenewedTicket {
  id: string;
  generation: number;
  ticket_key_sealed: string;
  pepper_id: number;
  fingerprint: Buffer;
}

/** Writes the new generations of locked tickets with their keys. */
export async function updateRenewed(tx: Tx, renewed: readonly RenewedTicket[]): Promise<void> {
  const column = <Key extends keyof RenewedTicket>(name: Key) => renewed.map((ticket) => ticket[name]);
  await sql`
    UPDATE tickets.tickets AS ticket
       SET generation = renewed.generation,
           -- paper again only once somebody asks for the new PDF
           allowed_kinds = ${KIND_BIT.rotating},
           ticket_key_sealed = renewed.sealed,
           pepper_id = renewed.pepper_id,
           fingerprint = renewed.fingerprint
      FROM unnest(${column('id')}::uuid[], ${column('generation')}::int[], ${column('ticket_key_sealed')}::text[],
                  ${column('pepper_id')}::int[], ${column('fingerprint')}::bytea[])
           AS renewed (id, generation, sealed, pepper_id, fingerprint)
     WHERE ticket.id = renewed.id`.execute(tx);
}
