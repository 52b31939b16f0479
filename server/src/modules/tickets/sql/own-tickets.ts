import { sql } from 'kysely';
import type { Db } from '../../../platform/database/database.ts';

/** An account that keeps more tickets than this sees the latest sessions' only. */
const listedMax = 500;

/** Tickets of an account with what their order says of them; of one order, or one ticket, when asked for. */
export function findOwnTickets(db: Db, wanted: { accountId: string; orderCode?: string; ticketId?: string }) {
  return db
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('orders.orders as order', 'order.id', 'ticket.order_id')
    .innerJoin('orders.lines as line', (join) =>
      join.onRef('line.order_id', '=', 'ticket.order_id').onRef('line.position', '=', 'ticket.order_line'),
    )
    .innerJoin('catalog.sessions as session', 'session.id', 'ticket.session_id')
    .innerJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .leftJoin('tickets.transfers as transfer', (join) =>
      join
        .onRef('transfer.ticket_id', '=', 'ticket.id')
        .on('transfer.status', '=', 'offered')
        .on('transfer.expires_at', '>', sql<Date>`now()`),
    )
    .select(['ticket.id', 'ticket.session_id', 'ticket.category', 'ticket.offer', 'ticket.places', 'ticket.status'])
    .select([
      'ticket.holders_sealed',
      'ticket.generation',
      'ticket.entries',
      'ticket.first_entry_at',
      'ticket.first_entry_gate',
      'ticket.issued_at',
    ])
    .select(['ticket.account_id', 'account.data_key_sealed', 'transfer.expires_at as transfer_expires_at'])
    .select(sql<boolean>`"order".account_id <> ticket.account_id`.as('received'))
    .select(['order.code as order_code', 'order.created_at as ordered_at'])
    .select(['line.unit_price_cents', 'line.vat_basis_points'])
    .select(
      sql<string[]>`array(SELECT gate.code FROM admissions.gates AS gate
        WHERE gate.session_id = ticket.session_id ORDER BY gate.code)`.as('gates'),
    )
    .select('session.allowed_kinds as session_kinds')
    .where('ticket.account_id', '=', wanted.accountId)
    .$if(wanted.orderCode !== undefined, (query) => query.where('order.code', '=', wanted.orderCode ?? ''))
    .$if(wanted.ticketId !== undefined, (query) => query.where('ticket.id', '=', wanted.ticketId ?? ''))
    .orderBy('session.starts_at', 'desc')
    .orderBy('ticket.order_line')
    .orderBy('ticket.unit')
    .orderBy('ticket.id')
    .limit(listedMax)
    .execute();
}

/** One row of `findOwnTickets`. */
export type OwnTicketRow = Awaited<ReturnType<typeof findOwnTickets>>[number];
