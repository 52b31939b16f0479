import type { Locale } from '@og-tickets/contract/common.ts';
import { sql } from 'kysely';
import type { Db, Tx } from '../../../platform/database/database.ts';

/** An offer about to be made. */
export interface NewOffer {
  id: string;
  ticketId: string;
  fromAccount: string;
  fromGeneration: number;
  tokenHash: Buffer;
  receiverEmailSealed: string | null;
  locale: Locale;
  expiresAt: Date;
}

/** Writes an offer. Returns false, and writes nothing, while another one of the ticket is open. */
export async function insertOffer(tx: Tx, offer: NewOffer): Promise<boolean> {
  const added = await tx
    .insertInto('tickets.transfers')
    .values({
      id: offer.id,
      ticket_id: offer.ticketId,
      from_account: offer.fromAccount,
      from_generation: offer.fromGeneration,
      token_hash: offer.tokenHash,
      receiver_email_sealed: offer.receiverEmailSealed,
      locale: offer.locale,
      expires_at: offer.expiresAt,
    })
    .onConflict((conflict) => conflict.column('ticket_id').where('status', '=', 'offered').doNothing())
    .returning('id')
    .executeTakeFirst();
  return added !== undefined;
}

/** How many offers of a ticket were made in the last 24 hours. */
export async function countOffersOfDay(tx: Tx, ticketId: string): Promise<number> {
  const { count } = await tx
    .selectFrom('tickets.transfers')
    .select((of) => of.fn.countAll<number>().as('count'))
    .where('ticket_id', '=', ticketId)
    .where('created_at', '>', sql<Date>`now() - interval '24 hours'`)
    .executeTakeFirstOrThrow();
  return count;
}

/** Marks the offers as expired whose time is over: of one ticket, or all. The receiver's address is forgotten. */
export async function expireOffers(tx: Tx, ticketId?: string): Promise<void> {
  await tx
    .updateTable('tickets.transfers')
    .set({ status: 'expired', receiver_email_sealed: null })
    .where('status', '=', 'offered')
    .where('expires_at', '<=', sql<Date>`clock_timestamp()`)
    .$if(ticketId !== undefined, (query) => query.where('ticket_id', '=', ticketId ?? ''))
    .execute();
}

/** Takes the open offer of a ticket back, if there is one. */
export async function revokeOffer(tx: Tx, ticketId: string): Promise<void> {
  await tx
    .updateTable('tickets.transfers')
    .set({ status: 'revoked', receiver_email_sealed: null })
    .where('ticket_id', '=', ticketId)
    .where('status', '=', 'offered')
    .execute();
}

/** The offer behind a link, whatever its state; `over` by the database's clock. */
export function findOffer(db: Db, tokenHash: Buffer) {
  return db
    .selectFrom('tickets.transfers')
    .select(['id', 'ticket_id as ticketId', 'from_account as fromAccount', 'to_account as toAccount', 'status'])
    .select(['expires_at as expiresAt', sql<boolean>`expires_at <= clock_timestamp()`.as('over')])
    .where((where) => where.or([where('token_hash', '=', tokenHash), where('mail_token_hash', '=', tokenHash)]))
    .executeTakeFirst();
}

/**
 * Marks an offer as accepted, once: its conditions hold for the newest row, so that of several who try at the same time
 * one gets true.
 */
export async function closeAccepted(
  tx: Tx,
  accepted: { id: string; fromAccount: string; toAccount: string; fromGeneration: number },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('tickets.transfers')
    .set({
      status: 'accepted',
      to_account: accepted.toAccount,
      from_generation: accepted.fromGeneration,
      accepted_at: sql<Date>`clock_timestamp()`,
      receiver_email_sealed: null,
    })
    .where('id', '=', accepted.id)
    .where('from_account', '=', accepted.fromAccount)
    .where('status', '=', 'offered')
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Whom to mail an open offer; writes the hash of the link that the mail holds. Undefined when nobody waits for one. */
export function giveMailToken(
  tx: Tx,
  transferId: string,
  tokenHash: Buffer,
): Promise<{ emailSealed: string | null; locale: Locale; from_account: string } | undefined> {
  return tx
    .updateTable('tickets.transfers')
    .set({ mail_token_hash: tokenHash })
    .where('id', '=', transferId)
    .where('status', '=', 'offered')
    .where('expires_at', '>', sql<Date>`clock_timestamp()`)
    .where('receiver_email_sealed', 'is not', null)
    .returning(['receiver_email_sealed as emailSealed', 'locale', 'from_account'])
    .executeTakeFirst();
}

/** Given tickets that are listed, the latest ones. */
const listedMax = 100;

function transfersWithTickets(db: Db) {
  return db
    .selectFrom('tickets.transfers as transfer')
    .innerJoin('tickets.tickets as ticket', 'ticket.id', 'transfer.ticket_id')
    .select(['transfer.id', 'transfer.ticket_id', 'transfer.from_account', 'transfer.to_account'])
    .select(['transfer.expires_at', 'transfer.accepted_at'])
    .select(['ticket.session_id', 'ticket.category', 'ticket.offer', 'ticket.places', 'ticket.account_id'])
    .select(['ticket.status as ticket_status', 'ticket.entries']);
}

/** A transfer with what a person is told of its ticket. Throws when there is none. */
export function selectTransfer(db: Db, transferId: string) {
  return transfersWithTickets(db).where('transfer.id', '=', transferId).executeTakeFirstOrThrow();
}

/** One row of `selectTransfer`. */
export type TransferRow = Awaited<ReturnType<typeof selectTransfer>>;

/** The transfers of an account that were accepted, with who did, sealed, the latest first. */
export async function selectGiven(db: Db, accountId: string) {
  const rows = await transfersWithTickets(db)
    .innerJoin('accounts.accounts as receiver', 'receiver.id', 'transfer.to_account')
    .select(['receiver.id as receiver_id', 'receiver.data_key_sealed', 'receiver.email_sealed'])
    .select(['receiver.first_name_sealed', 'receiver.last_name_sealed'])
    .where('transfer.from_account', '=', accountId)
    .where('transfer.status', '=', 'accepted')
    .orderBy('transfer.accepted_at', 'desc')
    .orderBy('transfer.id')
    .limit(listedMax)
    .execute();
  return rows.map((row) => ({ ...row, receiver: { ...row, id: row.receiver_id } }));
}
