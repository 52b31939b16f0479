import type { Db } from '../../../platform/database/database.ts';

/** How many tickets were made with each pepper. */
export function countTicketsByPepper(db: Db): Promise<{ pepper_id: number; count: number }[]> {
  return db
    .selectFrom('tickets.tickets')
    .select('pepper_id')
    .select((select) => select.fn.countAll<number>().as('count'))
    .groupBy('pepper_id')
    .orderBy('pepper_id')
    .execute();
}

/** Both halves of the double key of a ticket, sealed, and all that its fingerprint is made of. */
export interface DoubleKeyRow {
  id: string;
  account_id: string;
  session_id: number;
  generation: number;
  places: number;
  pepper_id: number;
  fingerprint: Buffer;
  ticket_key_sealed: string;
  user_key_sealed: string;
}

const doubleKeyColumns = [
  'ticket.id',
  'ticket.account_id',
  'ticket.session_id',
  'ticket.generation',
  'ticket.places',
  'ticket.pepper_id',
  'ticket.fingerprint',
  'ticket.ticket_key_sealed',
  'account.user_key_sealed',
] as const;

/** The keys of up to `limit` tickets after an id, each pair as it stood at one moment. */
export function selectDoubleKeys(db: Db, wanted: { afterId: string | null; limit: number }): Promise<DoubleKeyRow[]> {
  const { afterId, limit } = wanted;
  return db
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .select(doubleKeyColumns)
    .$if(afterId !== null, (query) => query.where('ticket.id', '>', afterId ?? ''))
    .orderBy('ticket.id')
    .limit(limit)
    .execute();
}

/** The keys of the newest tickets. */
export function selectNewestDoubleKeys(db: Db, limit: number): Promise<DoubleKeyRow[]> {
  return db
    .selectFrom('tickets.tickets as ticket')
    .innerJoin('accounts.accounts as account', 'account.id', 'ticket.account_id')
    .select(doubleKeyColumns)
    .orderBy('ticket.id', 'desc')
    .limit(limit)
    .execute();
}
