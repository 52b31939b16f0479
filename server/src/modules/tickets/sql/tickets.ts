import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import type { Insertable } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';
import type { TicketsTickets } from '../../../platform/database/schema.ts';

/** Adds the tickets that are not there yet: the one of each unit of an order line is made once. */
export async function insertMissingTickets(tx: Tx, tickets: readonly Insertable<TicketsTickets>[]): Promise<void> {
  await tx
    .insertInto('tickets.tickets')
    .values([...tickets])
    .onConflict((conflict) => conflict.columns(['order_id', 'order_line', 'unit']).doNothing())
    .execute();
}

/** The tickets of some orders, in the order of their lines and units. */
export function findTicketIds(db: Db, orderIds: readonly string[]): Promise<{ id: string; order_id: string }[]> {
  return db
    .selectFrom('tickets.tickets')
    .select(['id', 'order_id'])
    .where('order_id', 'in', [...orderIds])
    .orderBy('order_id')
    .orderBy('order_line')
    .orderBy('unit')
    .execute();
}

/** What the keys of a ticket are found with. */
export interface TicketKeysRow {
  status: TicketStatus;
  account_id: string;
  session_id: number;
  generation: number;
  places: number;
  ticket_key_sealed: string;
  /** The key of its account; both keys as they stood at one moment. */
  user_key_sealed: string;
  pepper_id: number;
  fingerprint: Buffer;
  /** Kinds of code that the session accepts. */
  session_kinds: number;
  codes_released_at: Date | null;
}

/** The sealed key of a ticket and all that its code says, if it is this account's. */
export function findTicketKeys(
  db: Db,
  owned: { ticketId: string; accountId: string },
): Promise<TicketKeysRow | undefined> {
  return db
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('catalog.sessions as session', 'session.id', 'ticket.session_id')
    .innerJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .select(['ticket.status', 'ticket.account_id', 'ticket.session_id', 'ticket.generation', 'ticket.places'])
    .select(['ticket.ticket_key_sealed', 'ticket.pepper_id', 'ticket.fingerprint', 'account.user_key_sealed'])
    .select(['session.allowed_kinds as session_kinds', 'session.codes_released_at'])
    .where('ticket.id', '=', owned.ticketId)
    .where('ticket.account_id', '=', owned.accountId)
    .executeTakeFirst();
}
