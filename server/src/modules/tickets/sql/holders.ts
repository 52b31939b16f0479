import type { Db } from '../../../platform/database/database.ts';

/** The names on a ticket as they are kept. */
export interface SealedHolders {
  id: string;
  accountId: string;
  /** Key of the account, for the names; null once it was erased. */
  data_key_sealed: string | null;
  holders_sealed: string | null;
}

/** The names on a ticket, whatever its state. */
export function findSealedHolders(db: Db, ticketId: string): Promise<SealedHolders | undefined> {
  return db
    .selectFrom('tickets.tickets as ticket')
    .leftJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .select(['ticket.id', 'ticket.account_id as accountId', 'account.data_key_sealed', 'holders_sealed'])
    .where('ticket.id', '=', ticketId)
    .executeTakeFirst();
}
