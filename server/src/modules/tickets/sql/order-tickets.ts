import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** A ticket as its order knows it, whoever has it now. */
export interface OrderTicketRow {
  id: string;
  orderId: string;
  /** Position of its line. */
  line: number;
  unit: number;
  sessionId: number;
  /** Who has it now. */
  accountId: string;
  status: TicketStatus;
  places: number;
  /** Places that have entered. */
  entries: number;
  /** An offer to somebody else is open. */
  offered: boolean;
  issuedAt: Date;
  firstEntryAt: Date | null;
}

const columns = [
  'ticket.id',
  'ticket.order_id as orderId',
  'ticket.order_line as line',
  'ticket.unit',
  'ticket.session_id as sessionId',
  'ticket.account_id as accountId',
  'ticket.status',
  'ticket.places',
  'ticket.entries',
  'ticket.issued_at as issuedAt',
  'ticket.first_entry_at as firstEntryAt',
] as const;

const openOffer = sql<boolean>`EXISTS (
  SELECT 1 FROM tickets.transfers AS transfer
  WHERE transfer.ticket_id = ticket.id AND transfer.status = 'offered' AND transfer.expires_at > clock_timestamp())`;

/** The tickets of some orders, in the order of their lines and units. */
export function findOrderTickets(db: Db, orderIds: readonly string[]): Promise<OrderTicketRow[]> {
  return db
    .selectFrom('tickets.tickets as ticket')
    .select(columns)
    .select(openOffer.as('offered'))
    .where('ticket.order_id', 'in', [...orderIds])
    .orderBy('ticket.order_id')
    .orderBy('ticket.order_line')
    .orderBy('ticket.unit')
    .execute();
}

/** Locks the tickets of an order by their ids: nobody enters with them, gives them away or renames them meanwhile. */
export async function lockOrderTickets(tx: Tx, orderId: string): Promise<void> {
  await tx
    .selectFrom('tickets.tickets')
    .select('id')
    .where('order_id', '=', orderId)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** Ends tickets that somebody could still have entered with; returns those that were ended here. */
export async function endTickets(
  tx: Tx,
  ticketIds: readonly string[],
  to: 'cancelled' | 'refunded',
): Promise<string[]> {
  const rows = await tx
    .updateTable('tickets.tickets')
    .set({ status: to })
    .where('id', 'in', [...ticketIds])
    .where('status', 'in', ['valid', 'used', 'blocked'])
    .returning('id')
    .execute();
  return rows.map((row) => row.id);
}

/** Takes back what was offered of these tickets; the receivers' addresses are forgotten. */
export async function revokeOffers(tx: Tx, ticketIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('tickets.transfers')
    .set({ status: 'revoked', receiver_email_sealed: null })
    .where('ticket_id', 'in', [...ticketIds])
    .where('status', '=', 'offered')
    .execute();
}

/** Forgets the files of an order: they hold codes that let nobody in any more. */
export async function deletePdfFilesOfOrder(tx: Tx, orderId: string): Promise<void> {
  await tx.deleteFrom('tickets.pdf_files').where('order_id', '=', orderId).execute();
}

/** The status of a ticket of this account. */
export async function findOwnStatus(
  db: Db,
  owned: { ticketId: string; accountId: string },
): Promise<TicketStatus | undefined> {
  const row = await db
    .selectFrom('tickets.tickets')
    .select('status')
    .where('id', '=', owned.ticketId)
    .where('account_id', '=', owned.accountId)
    .executeTakeFirst();
  return row?.status;
}
