import type { Db } from '../../../platform/database/database.ts';
import type { SealedHolders } from './holders.ts';

export interface OfficeTicketRow extends SealedHolders {
  entries: number;
  exits: number;
  firstEntryAt: Date | null;
  firstEntryGate: string | null;
}

/** The tickets of an order with their sealed names and entries. */
export function findOfficeTickets(db: Db, orderId: string): Promise<OfficeTicketRow[]> {
  return db
    .selectFrom('tickets.tickets as ticket')
    .leftJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .select(['ticket.id', 'ticket.account_id as accountId', 'account.data_key_sealed', 'ticket.holders_sealed'])
    .select(['ticket.entries', 'ticket.exits', 'ticket.first_entry_at as firstEntryAt'])
    .select('ticket.first_entry_gate as firstEntryGate')
    .where('ticket.order_id', '=', orderId)
    .execute();
}
