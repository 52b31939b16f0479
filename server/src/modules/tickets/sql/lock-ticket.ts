import type { TicketStatus } from '@og-tickets/contract/tickets.ts';
import { sql } from 'kysely';
import type { Tx } from '../../../platform/database/database.ts';

/** What decides whether a ticket may change hands or names. */
export interface LockedTicket {
  id: string;
  status: TicketStatus;
  accountId: string;
  sessionId: number;
  generation: number;
  places: number;
  entries: number;
  doorsAt: Date;
  /** The database's clock, once the lock was given. */
  now: Date;
}

/**
 * Locks a ticket, of this account where one is named: whoever changes its owner, names, codes or entries waits until the
 * transaction ends.
 */
export async function lockTicket(
  tx: Tx,
  wanted: { ticketId: string; accountId?: string },
): Promise<LockedTicket | undefined> {
  const locked = await tx
    .selectFrom('tickets.tickets')
    .select(['id', 'status', 'account_id as accountId', 'session_id as sessionId', 'generation', 'places', 'entries'])
    .where('id', '=', wanted.ticketId)
    .$if(wanted.accountId !== undefined, (query) => query.where('account_id', '=', wanted.accountId ?? ''))
    .forUpdate()
    .executeTakeFirst();
  if (locked === undefined) return undefined;
  // Read after the wait for the lock: whoever waited long must not act by an old clock.
  const { doorsAt, now } = await tx
    .selectFrom('catalog.sessions')
    .select(['doors_at as doorsAt', sql<Date>`clock_timestamp()`.as('now')])
    .where('id', '=', locked.sessionId)
    .executeTakeFirstOrThrow();
  return { ...locked, doorsAt, now };
}

/** Writes who enters with a ticket, and by what they are found. */
export async function updateHolders(
  tx: Tx,
  ticketId: string,
  holders: { sealed: string | null; words: readonly string[] },
): Promise<void> {
  await tx
    .updateTable('tickets.tickets')
    .set({ holders_sealed: holders.sealed, holder_words: wordsBesideOwner([...holders.words]) })
    .where('id', '=', ticketId)
    .execute();
}

/** None where they are the account's own, by which the ticket is found anyway. */
function wordsBesideOwner(words: string[]) {
  return sql<string[]>`CASE WHEN (SELECT account.name_words FROM accounts.accounts AS account
    WHERE account.id = tickets.account_id) @> ${words}::text[] THEN '{}' ELSE ${words}::text[] END`;
}

/** A ticket's new life with another account. */
export interface NewOwner {
  accountId: string;
  holdersSealed: string | null;
  generation: number;
  allowedKinds: number;
  ticket_key_sealed: string;
  pepper_id: number;
  fingerprint: Buffer;
}

/**
 * Gives a ticket to another account as far as it is still what was locked: valid, its giver's, of this generation, and
 * nobody has entered with it. Returns whether it did. The names of its giver's company go with the giver.
 */
export async function updateOwner(tx: Tx, ticket: LockedTicket, owner: NewOwner): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('tickets.tickets')
    .set({
      account_id: owner.accountId,
      holders_sealed: owner.holdersSealed,
      holder_words: sql<string[]>`'{}'`,
      generation: owner.generation,
      allowed_kinds: owner.allowedKinds,
      ticket_key_sealed: owner.ticket_key_sealed,
      pepper_id: owner.pepper_id,
      fingerprint: owner.fingerprint,
    })
    .where('id', '=', ticket.id)
    .where('account_id', '=', ticket.accountId)
    .where('generation', '=', ticket.generation)
    .where('status', '=', 'valid')
    .where('entries', '=', 0)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
